package renewals.stack.sim.truth;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Who must have been told of one revision of an announcement that came after everything else.
 * Written from the rules alone; shares no code with the pipeline.
 *
 * @param name {@code <announcementId>/<revision>}
 * @param must merchants all of whose renewals of a card fit, so that its latest does
 * @param may merchants of whom any renewal that was ever activated fits: which one was booked last
 *     hangs on the order of reading
 */
public record AnnouncementTruth(String name, Set<String> must, Set<String> may) {

  private static final int CARD_KEY = 19;

  /** Sets of its own. */
  public AnnouncementTruth {
    must = Set.copyOf(must);
    may = Set.copyOf(may);
  }

  /**
   * All revisions that held when they came.
   *
   * @param announced in the order in which they were acknowledged
   * @param truths of all renewals
   * @param requests by renewalId
   * @param now when they were sent
   */
  public static List<AnnouncementTruth> of(
      List<JsonNode> announced, List<Truth> truths, Map<String, JsonNode> requests, Instant now) {
    Map<String, Long> known = new HashMap<>();
    Map<String, JsonNode> held = new LinkedHashMap<>();
    for (JsonNode one : announced) {
      long revision = one.path("revision").asLong();
      if (revision > known.getOrDefault(idOf(one), -1L)) {
        known.put(idOf(one), revision);
        held.put(idOf(one) + "/" + revision, one);
      }
    }
    Map<String, List<Truth>> byCard =
        truths.stream()
            .filter(truth -> truth.activations() > 0)
            .collect(Collectors.groupingBy(AnnouncementTruth::cardOf));
    return held.entrySet().stream()
        .map(one -> of(one.getKey(), one.getValue(), byCard, requests, now))
        .toList();
  }

  private static AnnouncementTruth of(
      String name,
      JsonNode announced,
      Map<String, List<Truth>> byCard,
      Map<String, JsonNode> requests,
      Instant now) {
    Set<String> must = new TreeSet<>();
    Set<String> may = new TreeSet<>();
    boolean over =
        announced.hasNonNull("endsAt")
            && !Instant.parse(announced.path("endsAt").asText()).isAfter(now);
    if (over) {
      return new AnnouncementTruth(name, must, may);
    }
    for (List<Truth> activated : byCard.values()) {
      List<Truth> counting = activated.stream().filter(Truth::usable).toList();
      activated.stream()
          .filter(truth -> isFor(announced, requestOf(truth, requests)))
          .forEach(truth -> may.add(truth.merchantId()));
      Set<String> merchants = counting.stream().map(Truth::merchantId).collect(Collectors.toSet());
      if (merchants.size() == 1
          && counting.stream().allMatch(one -> isFor(announced, requestOf(one, requests)))) {
        must.addAll(merchants);
      }
    }
    return new AnnouncementTruth(name, must, may);
  }

  private static JsonNode requestOf(Truth truth, Map<String, JsonNode> requests) {
    return Objects.requireNonNull(requests.get(truth.renewalId()), truth.renewalId());
  }

  private static boolean isFor(JsonNode announced, JsonNode request) {
    return holds(announced.path("carrierIds"), request.path("carrierId").asText())
        && holds(announced.path("channelIds"), request.path("channelId").asText())
        && holds(announced.path("planIds"), request.path("plan").path("planId").asText());
  }

  private static boolean holds(JsonNode allowed, String given) {
    Set<String> all = new HashSet<>();
    allowed.forEach(one -> all.add(one.asText()));
    return all.isEmpty() || all.contains(given);
  }

  private static String idOf(JsonNode announced) {
    return announced.path("announcementId").asText();
  }

  private static String cardOf(Truth truth) {
    return truth
        .iccid()
        .replace(" ", "")
        .replace("-", "")
        .toUpperCase(Locale.ROOT)
        .substring(0, CARD_KEY);
  }
}
