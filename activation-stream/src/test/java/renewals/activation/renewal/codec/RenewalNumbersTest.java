package renewals.activation.renewal.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import renewals.activation.renewal.model.TimelineEntry.What;
import renewals.streams.state.StateFormatException;

/** Numbers that were given once stay: forms that were stored hold them. */
class RenewalNumbersTest {

  @Test
  void shouldKeepTheNumbersThatStoredFormsHold() {
    assertThat(RenewalNumbers.WHATS.numberOf(What.ACCEPTED)).isZero();
    assertThat(RenewalNumbers.WHATS.numberOf(What.CARRIER_NOTICE)).isEqualTo(15);
    assertThat(RenewalNumbers.WHATS.numberOf(What.REFUND)).isEqualTo(17);
    assertThat(RenewalNumbers.WHATS.valueOf(17)).isEqualTo(What.REFUND);
  }

  @Test
  void shouldRefuseANumberThatWasNeverGiven() {
    assertThatThrownBy(() -> RenewalNumbers.WHATS.valueOf(18))
        .isInstanceOf(StateFormatException.class)
        .hasMessage("stored number is 18, expected 0 to 17");
  }
}
