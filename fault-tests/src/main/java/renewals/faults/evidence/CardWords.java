package renewals.faults.evidence;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import renewals.stack.sim.Simulation;
import renewals.stack.sim.truth.CardReportTruth;
import renewals.stack.sim.truth.Truth;

/** What carriers reported of cards, and what it demands. */
public final class CardWords {

  private static final Set<String> TYPES = Set.of("card-usage", "card-status");

  /** A card's number without what some leave out. */
  private static final int KEY = 19;

  private CardWords() {}

  /**
   * Of each card that a carrier reported of and a renewal is for.
   *
   * @param requests of the renewals, by their ids
   */
  static List<CardReportTruth> in(
      List<Input> inputs, List<Truth> truths, Map<String, JsonNode> requests) {
    Map<String, List<JsonNode>> byCard = new TreeMap<>();
    for (Input input : inputs) {
      if (input instanceof Input.Usable usable
          && TYPES.contains(usable.event().path("type").asText())) {
        byCard.computeIfAbsent(usable.owner(), any -> new ArrayList<>()).add(usable.event());
      }
    }
    List<CardReportTruth> found = new ArrayList<>();
    for (Truth truth : truths) {
      List<JsonNode> words = byCard.remove(keyOf(truth.iccid()));
      JsonNode request = requests.get(truth.renewalId());
      if (words != null && request != null) {
        List<JsonNode> events = new ArrayList<>();
        events.add(request);
        events.addAll(words);
        found.add(Simulation.cardReportTruthOf(truth.renewalId(), events));
      }
    }
    return List.copyOf(found);
  }

  /** The key of the records of a card of that number. */
  public static String keyOf(String iccid) {
    return iccid.replace(" ", "").replace("-", "").toUpperCase(Locale.ROOT).substring(0, KEY);
  }
}
