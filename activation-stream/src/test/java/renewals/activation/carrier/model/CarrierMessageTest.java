package renewals.activation.carrier.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What a carrier's report says to people. */
class CarrierMessageTest {

  private static final Instant NOW = Instant.parse("2026-03-02T02:00:00Z");

  @Test
  void shouldPutTheChineseMessageBeforeTheEnglishOne() {
    assertThat(message("系统\n升级", "Upgrade")).isEqualTo("系统 升级\nUpgrade");
  }

  @Test
  void shouldSayTheOneMessageThatThereIs() {
    assertThat(message(null, "Upgrade")).isEqualTo("Upgrade");
    assertThat(message("系统升级", null)).isEqualTo("系统升级");
    assertThat(message(null, null)).isNull();
  }

  @Test
  void shouldFitTwoLongMessagesIntoATextOfTheContract() {
    String both = message("升".repeat(500), "u".repeat(500));

    assertThat(both).hasSizeLessThanOrEqualTo(500).contains("…\n").endsWith("…");
  }

  private static @Nullable String message(@Nullable String zh, @Nullable String en) {
    CarrierCondition outage = new CarrierCondition(CarrierCondition.State.OUTAGE, NOW, null);
    return new CarrierStatusReport("cmcc", 1, outage, zh, en).messageAt(NOW);
  }
}
