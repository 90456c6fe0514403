package renewals.stack.verify;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import renewals.stack.sim.truth.CardReportTruth;

/** Holds what was told of cards' data and stops against what carriers reported of them. */
public record CardReportsCheck(List<CardReportTruth> truths) {

  static final Set<String> KINDS =
      Set.of("DATA_LOW", "DATA_USED_UP", "CARD_SUSPENDED", "CARD_RESUMED", "CARD_CLOSED");

  static boolean isCardNews(JsonNode update) {
    return KINDS.contains(update.path("kind").asText());
  }

  /**
   * Each threshold and each change of a card is told once, and nothing else is.
   *
   * @param updates as they came out
   */
  public Guarantee check(List<JsonNode> updates) {
    Map<String, Map<String, Integer>> found = new HashMap<>();
    updates.stream()
        .filter(CardReportsCheck::isCardNews)
        .forEach(
            update ->
                found
                    .computeIfAbsent(update.path("renewalId").asText(), any -> new TreeMap<>())
                    .merge(update.path("kind").asText(), 1, Integer::sum));
    Differences differences = new Differences();
    int told = 0;
    for (CardReportTruth truth : truths) {
      differences.compare(
          truth.renewalId() + " told of its card",
          truth.told(),
          found.getOrDefault(truth.renewalId(), Map.of()));
      told += truth.told().values().stream().mapToInt(Integer::intValue).sum();
      found.remove(truth.renewalId());
    }
    differences.compare("told of cards that nobody reported of", Map.of(), found);
    return differences.guarantee(
        "Data that runs out and cards that are stopped are told once",
        "%d cards reported of, %d told".formatted(truths.size(), told));
  }
}
