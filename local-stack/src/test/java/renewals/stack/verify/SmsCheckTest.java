package renewals.stack.verify;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import renewals.stack.sim.merchant.SmsCount;
import renewals.stack.sim.scenario.Merchant;
import renewals.stack.sim.scenario.Phone;
import renewals.stack.sim.truth.ChannelTruth;

class SmsCheckTest {

  private static final Instant PAID_AT = Instant.parse("2026-03-02T02:00:00Z");
  private static final Merchant MERCHANT =
      new Merchant(
          "M-1", "en", new Phone("+8613900000001", Phone.Habit.READS), "a@b.example", null, 0);
  private static final Demand PAID =
      new Demand("R/u1", MERCHANT, ChannelTruth.of("PAID", MERCHANT), PAID_AT, false);

  private static final JsonNode SENT = receipt("SMS", "SENT", 0);
  private static final JsonNode DELIVERED = receipt("SMS", "DELIVERED", 1);

  @Test
  void shouldHoldWhereTheSmsWasReadOnce() {
    Guarantee guarantee = check(Delivery.ONCE, new SmsCount(1, 1, 0), SENT, DELIVERED);

    assertThat(guarantee.held()).isTrue();
    assertThat(guarantee.counts())
        .isEqualTo("1 SMS to 1 phones, 1 read; then 0 times the next address was told");
  }

  @Test
  void shouldNoticeASmsThatNeverCame() {
    assertThat(check(Delivery.AT_LEAST_ONCE, new SmsCount(0, 0, 0), SENT, DELIVERED).differences())
        .hasSize(2);
  }

  @Test
  void shouldNoticeASmsThatCameTwice() {
    SmsCount twice = new SmsCount(2, 2, 0);

    assertThat(check(Delivery.ONCE, twice, SENT, DELIVERED).differences()).hasSize(2);
    assertThat(check(Delivery.AT_LEAST_ONCE, twice, SENT, DELIVERED).differences()).isEmpty();
  }

  @Test
  void shouldNoticeASmsOfTwoParts() {
    assertThat(check(Delivery.ONCE, new SmsCount(1, 1, 1), SENT, DELIVERED).differences())
        .singleElement()
        .asString()
        .contains("more than one part");
  }

  @Test
  void shouldNoticeAMailThoughTheSmsWasReadBefore() {
    assertThat(
            check(
                    Delivery.ONCE,
                    new SmsCount(1, 1, 0),
                    SENT,
                    DELIVERED,
                    receipt("EMAIL", "DELIVERED", 4))
                .differences())
        .singleElement()
        .asString()
        .contains("R/u1/EMAIL came before its turn");
  }

  @Test
  void shouldAllowAMailWhereTheReportCameLate() {
    assertThat(
            check(
                    Delivery.ONCE,
                    new SmsCount(1, 1, 0),
                    SENT,
                    receipt("EMAIL", "DELIVERED", 4),
                    receipt("SMS", "DELIVERED", 6))
                .differences())
        .isEmpty();
  }

  private static Guarantee check(Delivery delivery, SmsCount came, JsonNode... receipts) {
    return new SmsCheck(
            Map.of("M-1", came), new Receipts(List.of(receipts)), Duration.ofSeconds(3), delivery)
        .check(List.of(PAID), List.of(MERCHANT));
  }

  private static JsonNode receipt(String channel, String state, int second) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("noticeId", "R/u1/" + channel)
        .put("merchantId", "M-1")
        .put("state", state)
        .put("at", PAID_AT.plusSeconds(second).toString());
  }
}
