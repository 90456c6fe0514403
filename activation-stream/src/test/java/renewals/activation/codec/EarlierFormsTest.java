package renewals.activation.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import renewals.activation.domain.Case;
import renewals.activation.domain.Waiting;

/** State that an earlier version wrote is read: bytes as they were written then. */
class EarlierFormsTest {

  /** R1, requested and paid: version 1 knew no promises. */
  private static final String PAID_IN_VERSION_1 =
      "01010661707008636d6363064d2d3106542d3128383938363030443639393133333030303431343606706f730201"
          + "d00f00904e06434e590080d4b0c49567000204503100904e00000000c0a907020000000000040400bfa907"
          + "000005c0a90701904e00";

  @Test
  void shouldReadACaseOfVersion1AsOneWithoutPromises() {
    Case read = new CaseFormat().read("R1", HexFormat.of().parseHex(PAID_IN_VERSION_1));

    Instant paidAt = Instant.parse("2026-03-02T02:01:00Z");
    assertThat(read)
        .isInstanceOfSatisfying(
            Case.Renewal.class,
            renewal -> {
              assertThat(renewal.promises()).isEmpty();
              assertThat(renewal.waiting()).isEqualTo(new Waiting.ForReview(paidAt, false, false));
              assertThat(renewal.lastFactAt()).isEqualTo(paidAt);
              assertThat(renewal.updates()).isEqualTo(2);
              assertThat(renewal.timeline()).hasSize(2);
            });
  }

  /** A card with one month from R1: in version 1 all entries lay in values of their own. */
  private static final String CARD_IN_VERSION_1 =
      "0101c08de1bea96701ff8fa9fa13020102045231064d2d3106542d312838393836303034393139333330303034313436"
          + "3008636d63630661707000";

  @Test
  void shouldReadACardOfVersion1AsOneWhoseEntriesLieElsewhere() {
    StoredLedger read = new CardFormat().readLedger(HexFormat.of().parseHex(CARD_IN_VERSION_1));

    assertThat(read.newest()).isEmpty();
    assertThat(read.hasOlder()).isTrue();
    assertThat(read.head().coverage().validUntil()).isEqualTo("2026-04-02T02:01:00Z");
    assertThat(read.head().latest().renewalId()).isEqualTo("R1");
    assertThat(read.head().entries()).isEqualTo(1);
  }
}
