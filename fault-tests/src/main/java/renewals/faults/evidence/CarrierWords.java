package renewals.faults.evidence;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the rules make of the words of carriers: of each carrier the greatest revision holds, a
 * lower one and the same again are duplicates, another content under the greatest one is dead.
 *
 * @param deadLetters how many of a carrier's words must be dead, by reason; every carrier that said
 *     something has an entry
 * @param duplicates how many words have no effect
 */
public record CarrierWords(Map<String, Map<String, Integer>> deadLetters, long duplicates) {

  private static final String TYPE = "carrier-status";

  /** Works them out; those of one carrier stand in their order. */
  public static CarrierWords in(List<Input> inputs) {
    Map<String, List<JsonNode>> byCarrier = new TreeMap<>();
    for (Input input : inputs) {
      if (input instanceof Input.Usable usable && isWord(usable.event())) {
        byCarrier.computeIfAbsent(usable.owner(), any -> new ArrayList<>()).add(usable.event());
      }
    }
    Map<String, Map<String, Integer>> deadLetters = new TreeMap<>();
    long duplicates = 0;
    for (Map.Entry<String, List<JsonNode>> carrier : byCarrier.entrySet()) {
      JsonNode newest = carrier.getValue().getFirst();
      int dead = 0;
      for (JsonNode word : carrier.getValue().subList(1, carrier.getValue().size())) {
        if (revisionOf(word) > revisionOf(newest)) {
          newest = word;
        } else if (revisionOf(word) < revisionOf(newest) || word.equals(newest)) {
          duplicates++;
        } else {
          dead++;
        }
      }
      deadLetters.put(
          carrier.getKey(), dead == 0 ? Map.of() : Map.of("CONFLICTING_DUPLICATE", dead));
    }
    return new CarrierWords(deadLetters, duplicates);
  }

  /** Whether a carrier said anything of itself that can be read. */
  public boolean spoke(String carrierId) {
    return deadLetters.containsKey(carrierId);
  }

  private static boolean isWord(JsonNode event) {
    return event.path("type").asText().equals(TYPE);
  }

  private static long revisionOf(JsonNode word) {
    return word.path("revision").asLong();
  }
}
