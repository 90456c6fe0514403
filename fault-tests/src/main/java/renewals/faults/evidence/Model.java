package renewals.faults.evidence;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import renewals.faults.load.Announced;
import renewals.stack.sim.Simulation;
import renewals.stack.sim.partner.Identity;
import renewals.stack.sim.truth.AnnouncementTruth;
import renewals.stack.sim.truth.CardReportTruth;
import renewals.stack.sim.truth.Truth;

/**
 * What the rules demand of the records that stand in the input topics.
 *
 * @param truths of all renewals that were asked for
 * @param unasked renewals of which there are facts and no request
 * @param ofSpeakingCarriers renewals whose carrier said something of itself
 * @param carrierDeadLetters how many of each carrier's words must be dead, by reason
 * @param cards what carriers' reports of cards demand
 * @param announcements who must hear of what was announced, and who may
 * @param duplicates how many records say again what was said before, or what no longer holds
 */
public record Model(
    List<Truth> truths,
    Set<String> unasked,
    Set<String> ofSpeakingCarriers,
    Map<String, Map<String, Integer>> carrierDeadLetters,
    List<CardReportTruth> cards,
    List<AnnouncementTruth> announcements,
    long duplicates) {

  private static final Set<String> FACTS = Set.of("renewal-requested", "payment", "carrier-review");

  /**
   * Works them out.
   *
   * @param announced what was sent while renewals went on
   */
  public static Model of(List<Input> inputs, List<Announced> announced) {
    Map<String, List<JsonNode>> events = new TreeMap<>();
    for (Input input : inputs) {
      if (input instanceof Input.Usable usable && isFact(usable.event())) {
        events.computeIfAbsent(usable.owner(), any -> new ArrayList<>()).add(usable.event());
      }
    }
    List<Truth> truths = new ArrayList<>();
    Map<String, JsonNode> requests = new HashMap<>();
    Set<String> unasked = new TreeSet<>();
    Set<String> ofSpeakingCarriers = new TreeSet<>();
    CarrierWords words = CarrierWords.in(inputs);
    long duplicates = words.duplicates();
    for (Map.Entry<String, List<JsonNode>> one : events.entrySet()) {
      duplicates += duplicatesIn(one.getValue());
      Optional<JsonNode> request = one.getValue().stream().filter(Model::isRequest).findFirst();
      if (request.isPresent()) {
        requests.put(one.getKey(), request.get());
        truths.add(Simulation.truthOf(one.getKey(), one.getValue()));
      } else {
        unasked.add(one.getKey());
      }
      if (one.getValue().stream().anyMatch(event -> words.spoke(carrierOf(event)))) {
        ofSpeakingCarriers.add(one.getKey());
      }
    }
    List<CardReportTruth> cards = CardWords.in(inputs, truths, requests);
    duplicates += cards.stream().mapToLong(CardReportTruth::duplicates).sum();
    return new Model(
        List.copyOf(truths),
        unasked,
        ofSpeakingCarriers,
        words.deadLetters(),
        cards,
        Announcing.in(inputs, announced, truths, requests),
        duplicates);
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
