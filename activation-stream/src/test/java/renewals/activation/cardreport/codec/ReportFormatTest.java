package renewals.activation.cardreport.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import renewals.activation.cardreport.model.CardStatusReport;
import renewals.activation.cardreport.model.KnownUsage;
import renewals.activation.cardreport.model.Reported;
import renewals.activation.cardreport.model.UsageReport;
import renewals.streams.state.StateFormatException;

class ReportFormatTest {

  private static final String CARD = "898600D699133000414";
  private static final Instant START = Instant.parse("2026-03-02T02:00:00Z");

  private static final Reported ALL =
      new Reported(
          new KnownUsage(
              new UsageReport(
                  "cmcc", CARD, START, START.plusSeconds(3600), 850, 1_000L, START.plusSeconds(60)),
              List.of(new KnownUsage.ToldThreshold(1_000, 80)),
              List.of(new KnownUsage.Day(START.plusSeconds(60), 850))),
          new CardStatusReport(
              "cmcc",
              CARD,
              CardStatusReport.State.SUSPENDED,
              "NO_REAL_NAME",
              "未实名",
              START.minusSeconds(1),
              7));

  /** As version 1 wrote it. */
  private static final String IN_VERSION_1 =
      "010180d4b0c495670180bab703a40d01d00fbf90b00302d00fa0010200a40d01"
          + "0101184e4f5f5245414c5f4e414d450112e69caae5ae9ee5908d8fb9070e";

  private final ReportFormat format = new ReportFormat();

  @Test
  void shouldReadWhatItWrote() {
    assertThat(read(format.write(ALL))).isEqualTo(ALL);
    assertThat(read(format.write(Reported.NOTHING))).isEqualTo(Reported.NOTHING);
  }

  @Test
  void shouldReadWhatVersionOneWrote() {
    assertThat(HexFormat.of().formatHex(format.write(ALL))).isEqualTo(IN_VERSION_1);
    assertThat(read(HexFormat.of().parseHex(IN_VERSION_1))).isEqualTo(ALL);
  }

  @Test
  void shouldRefuseWhatANewerVersionWrote() {
    assertThatThrownBy(() -> read(new byte[] {2}))
        .isInstanceOf(StateFormatException.class)
        .hasMessageContaining("report of a card has version 2");
  }

  private Reported read(byte[] bytes) {
    return format.read(CARD, "cmcc", bytes);
  }
}
