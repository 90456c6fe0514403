package renewals.notifier.codec.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Map;
import org.junit.jupiter.api.Test;
import renewals.notifier.domain.Amount;
import renewals.notifier.domain.Contact;
import renewals.notifier.domain.Expected;
import renewals.notifier.domain.Language;
import renewals.notifier.domain.MerchantEvent;
import renewals.notifier.domain.NotificationTrigger;
import renewals.notifier.domain.message.Text;

class WebhookPayloadTest {

  private static final Instant AT = Instant.parse("2026-03-02T02:00:00Z");
  private static final Expected SOON =
      new Expected(AT.plusSeconds(60), AT.plusSeconds(3600), "carrier", 42, "MAINTENANCE");

  @Test
  void shouldCarryEverythingThatIsKnownOfAnExpectedTime() throws Exception {
    JsonNode expected = data(new MerchantEvent.Paid(null, SOON), AT).path("expectedUsable");

    assertThat(expected.path("likely").asText()).isEqualTo("2026-03-02T02:01:00Z");
    assertThat(expected.path("by").asText()).isEqualTo("2026-03-02T03:00:00Z");
    assertThat(expected.path("basis").asText()).isEqualTo("carrier");
    assertThat(expected.path("observations").asLong()).isEqualTo(42);
    assertThat(expected.path("why").asText()).isEqualTo("MAINTENANCE");
  }

  @Test
  void shouldCarryWhyThereIsNoTime() throws Exception {
    Expected none = new Expected(null, null, "default", 0, "OUTAGE_OPEN_END");
    JsonNode expected = data(new MerchantEvent.Delayed(none), AT).path("expectedUsable");

    assertThat(expected.has("likely") || expected.has("by")).isFalse();
    assertThat(expected.path("why").asText()).isEqualTo("OUTAGE_OPEN_END");
  }

  @Test
  void shouldCarryTheCarriersStateAndWordsWithoutNumbers() throws Exception {
    JsonNode data = data(new MerchantEvent.CarrierNotice(SOON, "OUTAGE", "call 13800000000"), AT);

    assertThat(data.path("reason").asText()).isEqualTo("OUTAGE");
    assertThat(data.path("reasonText").asText()).isEqualTo("call …0000");
    assertThat(data.has("expectedUsable")).isTrue();
  }

  @Test
  void shouldCarryWhatARefundEndsWith() throws Exception {
    MerchantEvent lapsed = new MerchantEvent.RefundDue(null, MerchantEvent.Overdue.LAPSED);

    assertThat(data(lapsed, AT).path("reason").asText()).isEqualTo("LAPSED");
    assertThat(data(new MerchantEvent.RefundDue(null), AT).has("reason")).isFalse();
  }

  @Test
  void shouldCarryTheLastMomentToRenewWhileItIsToCome() throws Exception {
    MerchantEvent reminder = new MerchantEvent.ExpiryReminder(AT.plus(Duration.ofDays(1)), SOON);

    assertThat(data(reminder, AT).path("renewBy").asText()).isEqualTo("2026-03-03T01:00:00Z");
    assertThat(data(reminder, AT.plus(Duration.ofHours(23))).has("renewBy")).isFalse();
  }

  @Test
  void shouldCarryWhatWentBackAndWhyARenewalWasReversed() throws Exception {
    JsonNode refunded = data(new MerchantEvent.Refunded(new Amount(5000, "USD")), AT);
    JsonNode reversed =
        data(new MerchantEvent.Reversed(AT, MerchantEvent.ReversedBy.REFUND, null), AT);

    assertThat(refunded.path("kind").asText()).isEqualTo("REFUNDED");
    assertThat(refunded.path("amount").path("minorUnits").asLong()).isEqualTo(5000);
    assertThat(refunded.path("amount").path("currency").asText()).isEqualTo("USD");
    assertThat(reversed.path("reversedBy").asText()).isEqualTo("REFUND");
    assertThat(data(new MerchantEvent.Reversed(AT, null, null), AT).has("reversedBy")).isFalse();
  }

  private static JsonNode data(MerchantEvent news, Instant now) throws Exception {
    NotificationTrigger cause =
        new NotificationTrigger("R1/u3", "M-1", "R1", "T-77", "898600…4146", "cmcc", AT, news);
    Contact contact =
        new Contact("M-1", "Wang", Language.ENGLISH, ZoneId.of("UTC"), null, "a@b.cn", null, null);
    String payload =
        new WebhookPayload()
            .of(
                "R1/u3/WEBHOOK",
                cause,
                contact,
                new Text("s", () -> "b", () -> "sms", () -> "robot", null, Map::of),
                now);
    return new ObjectMapper().readTree(payload).path("data");
  }
}
