package renewals.stack.sim.truth;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import renewals.stack.sim.partner.Sent;
import renewals.stack.sim.scenario.Cards;
import renewals.stack.sim.scenario.Events;
import renewals.stack.sim.scenario.Merchant;

class CardReportTruthTest {

  private static final Instant AT = Instant.parse("2026-01-01T00:00:00Z");
  private static final JsonNode REQUEST =
      new Events("R-1", "bank", "carrier", AT)
          .request(new Merchant("M-1", "en", null, null, 0), Cards.iccid(1), "P1M", 5000);

  @Test
  void shouldKnowTheLatestReportAndTellEachThresholdOnce() {
    CardReportTruth truth =
        of(usage(3, 1_700), usage(1, 100), usage(4, 900), usage(5, 1_800), usage(6, 2_000));

    assertThat(truth.usedBytes()).isEqualTo(2_000_000_000L);
    assertThat(truth.remainingBytes()).isZero();
    assertThat(truth.told()).isEqualTo(Map.of("DATA_LOW", 1, "DATA_USED_UP", 1));
    assertThat(truth.deadLetters()).isEmpty();
  }

  @Test
  void shouldCallWhatContradictsADeadLetter() {
    CardReportTruth truth = of(usage(3, 1), usage(3, 1), usage(3, 2), status("ACTIVE", 1, ""));

    assertThat(truth.usedBytes()).isEqualTo(1_000_000L);
    assertThat(truth.deadLetters()).isEqualTo(Map.of("CONFLICTING_DUPLICATE", 1));
    assertThat(truth.duplicates()).isEqualTo(1);
    assertThat(truth.told()).isEmpty();
  }

  @Test
  void shouldHoldTheGreatestRevisionAndTellChangesOnly() {
    CardReportTruth truth =
        of(
            status("SUSPENDED", 1, "RISK"),
            status("SUSPENDED", 1, "RISK"),
            status("ACTIVE", 3, ""),
            status("CLOSED", 2, ""));

    assertThat(truth.state()).isEqualTo("ACTIVE");
    assertThat(truth.cause()).isEmpty();
    assertThat(truth.told()).isEqualTo(Map.of("CARD_SUSPENDED", 1, "CARD_RESUMED", 1));
  }

  private static CardReportTruth of(JsonNode... reports) {
    JsonNode[] all = new JsonNode[reports.length + 1];
    all[0] = REQUEST;
    System.arraycopy(reports, 0, all, 1, reports.length);
    return CardReportTruth.of(
        "R-1", Arrays.stream(all).map(one -> new Sent("R-1", one, Optional.empty())).toList());
  }

  private static ObjectNode usage(int hour, long megabytes) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("type", "card-usage")
        .put("usedBytes", megabytes * 1_000_000)
        .put("asOf", AT.plusSeconds(3600L * hour).toString());
  }

  private static ObjectNode status(String state, int revision, String cause) {
    ObjectNode status =
        JsonNodeFactory.instance
            .objectNode()
            .put("type", "card-status")
            .put("state", state)
            .put("revision", revision);
    return cause.isEmpty() ? status : status.put("cause", cause);
  }
}
