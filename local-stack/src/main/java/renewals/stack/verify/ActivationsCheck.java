package renewals.stack.verify;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import renewals.stack.sim.truth.Truth;

/** Holds activations and reversals against what the rules demand of each renewal. */
public final class ActivationsCheck {

  private ActivationsCheck() {}

  /**
   * What is paid and approved is activated once, nothing else is.
   *
   * @param activations all that came out
   * @param nameOf how a difference names a renewal
   */
  public static Guarantee check(
      List<Truth> truths, List<JsonNode> activations, Function<Truth, String> nameOf) {
    Map<String, Map<String, Integer>> found = new HashMap<>();
    for (JsonNode activation : activations) {
      found
          .computeIfAbsent(activation.path("renewalId").asText(), any -> new TreeMap<>())
          .merge(activation.path("status").asText(), 1, Integer::sum);
    }
    Differences differences = new Differences();
    for (Truth truth : truths) {
      Map<String, Integer> of = found.getOrDefault(truth.renewalId(), Map.of());
      differences.compare(
          nameOf.apply(truth) + " activations",
          truth.activations(),
          of.getOrDefault("ACTIVATED", 0));
      differences.compare(
          nameOf.apply(truth) + " reversals", truth.reversals(), of.getOrDefault("REVERSED", 0));
      found.remove(truth.renewalId());
    }
    differences.compare("activations of renewals that nobody asked for", Map.of(), found);
    long usable = truths.stream().filter(Truth::usable).count();
    return differences.guarantee(
        "Paid and approved is activated exactly once, all else never",
        "%d of %d renewals usable, %d activations, %d reversals"
            .formatted(
                usable,
                truths.size(),
                truths.stream().mapToInt(Truth::activations).sum(),
                truths.stream().mapToInt(Truth::reversals).sum()));
  }
}
