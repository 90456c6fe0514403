package renewals.schemas.reconcile;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import renewals.schemas.reconcile.ReconcileDue.State;

class ReconcileDueJsonTest {

  private static final Instant AT = Instant.parse("2026-03-02T02:00:00Z");

  @Test
  void shouldReadTheFirstVersionAsItWasWritten() {
    String written =
        """
        {"renewalId":"R-1","channelId":"wx","state":"UNKNOWN","requestedAt":"2026-03-02T02:00:00Z",\
        "asked":1,"dueAt":"2026-03-02T02:10:00Z","paidAt":"2026-03-02T02:00:30Z",\
        "why":"some went back","lastAt":"2026-03-30T02:00:00Z","v":1}\
        """;
    ReconcileDue due =
        new ReconcileDue(
            "R-1",
            "wx",
            State.UNKNOWN,
            AT,
            1,
            AT.plusSeconds(600),
            AT.plusSeconds(30),
            "some went back",
            Instant.parse("2026-03-30T02:00:00Z"));

    assertThat(ReconcileDueJson.read(written.getBytes(UTF_8))).contains(due);
    assertThat(new String(ReconcileDueJson.write(due), UTF_8)).isEqualTo(written);
  }

  @Test
  void shouldReadWhatIsWrittenWithoutAPayment() {
    ReconcileDue due =
        new ReconcileDue("R-1", "wx", State.WAITING, AT, 0, AT.plusSeconds(600), null);

    assertThat(ReconcileDueJson.read(ReconcileDueJson.write(due))).contains(due);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "{}",
        "{\"v\":2}",
        "{\"v\":1}",
        "{\"v\":1,\"renewalId\":\"R\",\"channelId\":\"c\",\"state\":\"X\",\"requestedAt\":\"\"}"
      })
  void shouldReadNothingOfAnotherForm(String value) {
    assertThat(ReconcileDueJson.read(value.getBytes(UTF_8))).isEmpty();
  }
}
