package renewals.stack.verify;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import renewals.stack.sim.truth.Truth;

class CarrierNoticesCheckTest {

  private static final List<Truth> TRUTHS =
      List.of(truth("R-1", "PAID"), truth("R-2", "PAID"), truth("R-3", "APPROVED"));

  @Test
  void shouldFindWhereNothingIsToldOfCarriers() {
    assertThat(check().held()).isFalse();
  }

  @Test
  void shouldHoldWhereWhoWaitsIsTold() {
    assertThat(check(notice("R-1", false), notice("R-1", true)).held()).isTrue();
  }

  @Test
  void shouldFindWhoIsToldOfACarrierThatSaidNothing() {
    assertThat(check(notice("R-1", false), notice("R-2", false)).differences())
        .singleElement()
        .asString()
        .endsWith("expected [], found [R-2]");
  }

  @Test
  void shouldFindWhoIsToldThoughHeNeverWaitsForHisCarrier() {
    assertThat(check(notice("R-1", false), notice("R-3", false)).differences())
        .singleElement()
        .asString()
        .endsWith("expected [], found [R-3]");
  }

  @Test
  void shouldFindWhereTheOneWhoWaitedThroughTheOutageWasNotTold() {
    assertThat(check(notice("R-1", true)).differences())
        .containsExactly(
            "R-1 was told that nobody knows when its carrier is back: expected true, found false");
  }

  private static Guarantee check(JsonNode... updates) {
    return new CarrierNoticesCheck(Set.of("R-1", "R-3"), "R-1", 6)
        .check(TRUTHS, Arrays.asList(updates));
  }

  private static ObjectNode notice(String renewalId, boolean timed) {
    ObjectNode update =
        JsonNodeFactory.instance
            .objectNode()
            .put("renewalId", renewalId)
            .put("kind", "CARRIER_NOTICE");
    ObjectNode expected = update.putObject("expectedUsable").put("basis", "all");
    if (timed) {
      expected.put("by", "2026-01-01T00:00:00Z");
    }
    return update;
  }

  private static Truth truth(String renewalId, String told) {
    return new Truth(
        renewalId,
        "M-1",
        "8986",
        "WAITING_FOR_REVIEW",
        0,
        0,
        0,
        0,
        1,
        "P1M",
        Map.of(),
        Set.of(Map.of(told, 1)));
  }
}
