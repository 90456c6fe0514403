package renewals.activation.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import renewals.activation.domain.TimelineEntry.What;

/** Numbers that were given once stay: forms that were stored hold them. */
class StoredNumbersTest {

  @Test
  void shouldKeepTheNumbersThatStoredFormsHold() {
    assertThat(StoredNumbers.WHATS.numberOf(What.ACCEPTED)).isZero();
    assertThat(StoredNumbers.WHATS.numberOf(What.CARRIER_NOTICE)).isEqualTo(15);
    assertThat(StoredNumbers.WHATS.numberOf(What.REFUND)).isEqualTo(17);
    assertThat(StoredNumbers.WHATS.valueOf(17)).isEqualTo(What.REFUND);
  }

  @Test
  void shouldRefuseANumberThatWasNeverGiven() {
    assertThatThrownBy(() -> StoredNumbers.WHATS.valueOf(18))
        .isInstanceOf(StateFormatException.class)
        .hasMessage("stored number is 18, expected 0 to 17");
  }
}
