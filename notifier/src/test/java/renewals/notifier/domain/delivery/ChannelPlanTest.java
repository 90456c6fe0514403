package renewals.notifier.domain.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import renewals.notifier.domain.Channel;
import renewals.notifier.domain.Contact;
import renewals.notifier.domain.Kind;
import renewals.notifier.domain.Language;
import renewals.notifier.domain.Wishes;

class ChannelPlanTest {

  private static final List<Channel> SMS_FIRST =
      List.of(Channel.SMS, Channel.EMAIL, Channel.WEBHOOK);
  private static final ChannelOrders NO_ORDER = orders(Map.of(), true);

  @Test
  void shouldGoByEveryAddressAtOnceWhereNobodyHasSaidAnOrder() {
    ChannelPlan plan = ChannelPlan.of(Kind.PAID, everywhere(Map.of()), NO_ORDER);

    assertThat(plan.channels())
        .containsExactly(Channel.WEBHOOK, Channel.EMAIL, Channel.SMS)
        .hasSize(plan.atOnce());
    assertThat(plan.isOrdered()).isFalse();
  }

  @Test
  void shouldGoByTheMerchantsOrderBeforeThePlatforms() {
    Contact contact = everywhere(Map.of("PAID", List.of(Channel.EMAIL, Channel.SMS)));
    ChannelOrders orders = orders(Map.of(Kind.PAID, SMS_FIRST, Kind.LAPSED, SMS_FIRST), true);

    assertThat(ChannelPlan.of(Kind.PAID, contact, orders))
        .isEqualTo(new ChannelPlan(List.of(Channel.EMAIL, Channel.SMS), 1));
    assertThat(ChannelPlan.of(Kind.LAPSED, contact, orders))
        .isEqualTo(new ChannelPlan(SMS_FIRST, 1));
  }

  @Test
  void shouldGoByTheFirstTwoAtOnceWhereItIsUrgent() {
    Contact contact = everywhere(Map.of("REJECTED", SMS_FIRST));

    assertThat(ChannelPlan.of(Kind.REJECTED, contact, NO_ORDER))
        .isEqualTo(new ChannelPlan(SMS_FIRST, 2));
  }

  @Test
  void shouldLeaveOutChannelsWithoutAnAddressAndThoseNamedTwice() {
    List<Channel> order = List.of(Channel.ROBOT, Channel.SMS, Channel.EMAIL, Channel.EMAIL);
    Contact contact = mailOnly(Map.of("PAID", order));

    assertThat(ChannelPlan.of(Kind.PAID, contact, NO_ORDER))
        .isEqualTo(new ChannelPlan(List.of(Channel.EMAIL), 1));
  }

  @Test
  void shouldLeaveOutSmsWithoutAGatewayUnlessNothingElseIsLeft() {
    ChannelOrders noGateway = orders(Map.of(Kind.PAID, SMS_FIRST), false);
    Contact phoneOnly = contact("+8613800138000", null, null, Map.of());

    assertThat(ChannelPlan.of(Kind.PAID, everywhere(Map.of()), noGateway).channels())
        .containsExactly(Channel.EMAIL, Channel.WEBHOOK);
    assertThat(ChannelPlan.of(Kind.PAID, phoneOnly, noGateway).channels())
        .containsExactly(Channel.SMS);
  }

  @Test
  void shouldKnowWhatIsRefusedFromWhatCannotBeReached() {
    Contact contact = mailOnly(Map.of("PAID", List.of(), "LAPSED", List.of(Channel.SMS)));
    ChannelPlan refused = ChannelPlan.of(Kind.PAID, contact, NO_ORDER);
    ChannelPlan unreachable = ChannelPlan.of(Kind.LAPSED, contact, NO_ORDER);

    assertThat(refused.isRefused()).isTrue();
    assertThat(unreachable.isRefused()).isFalse();
    assertThat(unreachable.isUnreachable(contact)).isTrue();
    assertThat(unreachable.channels()).containsExactly(Channel.SMS);
  }

  private static ChannelOrders orders(Map<Kind, List<Channel>> orders, boolean isSmsSent) {
    return new ChannelOrders(orders, Duration.ofMinutes(15), isSmsSent);
  }

  private static Contact mailOnly(Map<String, List<Channel>> wishes) {
    return contact(null, "w@example.com", null, wishes);
  }

  private static Contact everywhere(Map<String, List<Channel>> wishes) {
    return contact("+8613800138000", "w@example.com", "https://example.com", wishes);
  }

  private static Contact contact(
      String phone, String email, String url, Map<String, List<Channel>> wishes) {
    return new Contact(
        "M-1",
        "W",
        Language.ENGLISH,
        ZoneId.of("UTC"),
        phone,
        email,
        url,
        null,
        new Wishes(wishes, null, null));
  }
}
