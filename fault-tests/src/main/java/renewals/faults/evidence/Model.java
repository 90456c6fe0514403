package renewals.faults.evidence;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import renewals.stack.sim.Simulation;
import renewals.stack.sim.partner.Identity;
import renewals.stack.sim.truth.Truth;

/**
 * What the rules demand of the records that stand in the input topics.
 *
 * @param truths of all renewals that were asked for
 * @param unasked renewals of which there are facts and no request
 * @param ofSpeakingCarriers renewals whose carrier said something of itself
 * @param carrierDeadLetters how many of each carrier's words must be dead, by reason
 * @param duplicates how many records say again what was said before, or what no longer holds
 */
public record Model(
    List<Truth> truths,
    Set<String> unasked,
    Set<String> ofSpeakingCarriers,
    Map<String, Map<String, Integer>> carrierDeadLetters,
    long duplicates) {

  private static final Set<String> FACTS = Set.of("renewal-requested", "payment", "carrier-review");

  /** Works them out. */
  public static Model of(List<Input> inputs) {
    Map<String, List<JsonNode>> events = new TreeMap<>();
    for (Input input : inputs) {
      if (input instanceof Input.Usable usable && isFact(usable.event())) {
        events.computeIfAbsent(usable.owner(), any -> new ArrayList<>()).add(usable.event());
      }
    }
    List<Truth> truths = new ArrayList<>();
    Set<String> unasked = new TreeSet<>();
    Set<String> ofSpeakingCarriers = new TreeSet<>();
    CarrierWords words = CarrierWords.in(inputs);
    long duplicates = words.duplicates();
    for (Map.Entry<String, List<JsonNode>> one : events.entrySet()) {
      duplicates += duplicatesIn(one.getValue());
      if (one.getValue().stream().anyMatch(Model::isRequest)) {
        truths.add(Simulation.truthOf(one.getKey(), one.getValue()));
      } else {
        unasked.add(one.getKey());
      }
      if (one.getValue().stream().anyMatch(event -> words.spoke(carrierOf(event)))) {
        ofSpeakingCarriers.add(one.getKey());
      }
    }
    return new Model(
        List.copyOf(truths), unasked, ofSpeakingCarriers, words.deadLetters(), duplicates);
  }

  static boolean isFact(JsonNode event) {
    return FACTS.contains(event.path("type").asText());
  }

  private static boolean isRequest(JsonNode event) {
    return event.path("type").asText().equals("renewal-requested");
  }

  /** The carrier that a request names; empty for other events. */
  private static String carrierOf(JsonNode event) {
    return isRequest(event) ? event.path("carrierId").asText() : "";
  }

  private static long duplicatesIn(List<JsonNode> events) {
    Set<String> seen = new HashSet<>();
    return events.stream().filter(event -> !seen.add(Identity.of(event) + event)).count();
  }
}
