package renewals.stack.sim.truth;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AnnouncementTruthTest {

  private static final Instant NOW = Instant.parse("2026-03-02T02:00:00Z");
  private static final String CARD = "8986000000000000001";

  private final List<Truth> truths = new ArrayList<>();
  private final Map<String, JsonNode> requests = new HashMap<>();

  @Test
  void shouldDemandTheMerchantsOfCardsThatCount() {
    renewal("R-1", "M-1", CARD + "0", "carrier-m", 1, 0);
    renewal("R-2", "M-2", "8986 0000-0000 0000 0020", "carrier-m", 1, 1);
    renewal("R-3", "M-3", "89860000000000000030", "carrier-m", 0, 0);

    assertThat(of(announced(1)))
        .containsExactly(new AnnouncementTruth("A1/1", Set.of("M-1"), Set.of("M-1", "M-2")));
  }

  @Test
  void shouldDemandNobodyOfACardOfTwoMerchants() {
    renewal("R-1", "M-1", CARD + "0", "carrier-m", 1, 0);
    renewal("R-2", "M-2", CARD, "carrier-m", 1, 0);

    assertThat(of(announced(1)))
        .containsExactly(new AnnouncementTruth("A1/1", Set.of(), Set.of("M-1", "M-2")));
  }

  @Test
  void shouldLeaveOutWhomItIsNotFor() {
    renewal("R-1", "M-1", CARD + "0", "carrier-m", 1, 0);
    renewal("R-2", "M-2", "89860000000000000020", "carrier-u", 1, 0);
    ObjectNode announced = announced(1);
    announced.putArray("carrierIds").add("carrier-u").add("carrier-q");

    assertThat(of(announced))
        .containsExactly(new AnnouncementTruth("A1/1", Set.of("M-2"), Set.of("M-2")));
  }

  @Test
  void shouldHoldTheRevisionsThatWereGreaterWhenTheyCame() {
    assertThat(of(announced(2), announced(1), announced(2), announced(3)))
        .extracting(AnnouncementTruth::name)
        .containsExactly("A1/2", "A1/3");
  }

  @Test
  void shouldLetNobodyBeToldOfWhatHasEnded() {
    renewal("R-1", "M-1", CARD + "0", "carrier-m", 1, 0);

    assertThat(of(announced(1).put("endsAt", NOW.toString())))
        .containsExactly(new AnnouncementTruth("A1/1", Set.of(), Set.of()));
  }

  private List<AnnouncementTruth> of(JsonNode... announced) {
    return AnnouncementTruth.of(List.of(announced), truths, requests, NOW);
  }

  private void renewal(
      String id, String merchantId, String iccid, String carrierId, int activated, int reversed) {
    truths.add(
        new Truth(
            id,
            merchantId,
            iccid,
            "USABLE",
            activated,
            reversed,
            0,
            0,
            0,
            "P1M",
            Map.of(),
            Set.of()));
    ObjectNode request = JsonNodeFactory.instance.objectNode();
    request.put("renewalId", id).put("carrierId", carrierId).put("channelId", "app");
    requests.put(id, request);
  }

  private static ObjectNode announced(int revision) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("announcementId", "A1")
        .put("revision", revision);
  }
}
