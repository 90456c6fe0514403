package renewals.stack.sim.truth;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import renewals.stack.sim.scenario.Merchant;
import renewals.stack.sim.scenario.Phone;

class ChannelTruthTest {

  private static final Phone PHONE = new Phone("+8613900000001", Phone.Habit.READS);
  private static final Merchant ALL = new Merchant("M-1", "en", PHONE, "a@b.example", "/hook", 0);
  private static final Merchant NO_PHONE = new Merchant("M-2", "en", "a@b.example", "/hook", 0);

  @Test
  void shouldTryOneAfterTheOtherInHisOrder() {
    assertThat(ChannelTruth.of("PAID", ALL))
        .isEqualTo(new ChannelTruth(List.of("SMS", "WEBHOOK", "EMAIL"), 1));
  }

  @Test
  void shouldTryTwoAtOnceWhereItIsUrgent() {
    assertThat(ChannelTruth.of("REJECTED", ALL).atOnce()).isEqualTo(2);
  }

  @Test
  void shouldFollowThePlatformsOrderWhereHeHasSaidNone() {
    assertThat(ChannelTruth.of("ACTIVATED", NO_PHONE))
        .isEqualTo(new ChannelTruth(List.of("WEBHOOK", "EMAIL"), 1));
  }

  @Test
  void shouldTryAllAtOnceWhereNobodyHasSaidAnOrder() {
    assertThat(ChannelTruth.of("ANNOUNCEMENT", ALL).atOnce()).isEqualTo(3);
    assertThat(ChannelTruth.of("PAID", NO_PHONE).atOnce()).isEqualTo(2);
  }
}
