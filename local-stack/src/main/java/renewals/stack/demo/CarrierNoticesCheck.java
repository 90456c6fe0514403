package renewals.stack.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import renewals.stack.sim.Simulation;
import renewals.stack.sim.Truth;

/** Holds what was told of carriers against what the carriers said. */
final class CarrierNoticesCheck {

  static final String KIND = "CARRIER_NOTICE";

  private CarrierNoticesCheck() {}

  /**
   * Those who wait for a carrier that said something may hear of it, nobody else; who waited
   * through an outage that nobody knew the end of must hear that there is no time, as soon as the
   * pipeline tells of carriers at all.
   *
   * @param updates as they came out
   */
  static Promise check(Simulation simulation, List<Truth> truths, List<JsonNode> updates) {
    List<JsonNode> told =
        updates.stream().filter(update -> update.path("kind").asText().equals(KIND)).toList();
    Set<String> concerned =
        truths.stream()
            .filter(truth -> simulation.speakingCarriers().containsKey(truth.renewalId()))
            .filter(CarrierNoticesCheck::mayWaitForReview)
            .map(Truth::renewalId)
            .collect(Collectors.toSet());
    Differences differences = new Differences();
    differences.compare(
        "told of a carrier though not waiting for one that said something",
        List.of(),
        told.stream()
            .map(CarrierNoticesCheck::renewalOf)
            .filter(id -> !concerned.contains(id))
            .toList());
    if (!told.isEmpty()) {
      String waiting = simulation.waitingRenewal();
      differences.compare(
          waiting + " was told that nobody knows when its carrier is back",
          true,
          told.stream()
              .filter(update -> renewalOf(update).equals(waiting))
              .anyMatch(update -> !update.path("expectedUsable").hasNonNull("by")));
    }
    return differences.promise(
        "Carriers' troubles are told to those who wait for them only",
        "%d words of carriers, %d notices".formatted(simulation.carrierWordCount(), told.size()));
  }

  private static boolean mayWaitForReview(Truth truth) {
    return truth.tellings().stream().anyMatch(said -> said.containsKey("PAID"));
  }

  private static String renewalOf(JsonNode update) {
    return update.path("renewalId").asText();
  }
}
