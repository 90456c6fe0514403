package renewals.faults.oracle;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import renewals.cli.tail.Output;
import renewals.faults.evidence.History;
import renewals.stack.sim.truth.Truth;

/**
 * The activations that came out, counted.
 *
 * @param byRenewal how many of each status
 * @param repeatedIds ids, with their status, that came more than once
 * @param reversedFirst ids whose reversal stands before them
 */
record Activations(
    Map<String, Map<String, Integer>> byRenewal,
    List<String> repeatedIds,
    List<String> reversedFirst) {

  static Activations in(History history) {
    Map<String, Map<String, Integer>> byRenewal = new TreeMap<>();
    Set<String> seen = new HashSet<>();
    List<String> repeated = new ArrayList<>();
    List<String> reversedFirst = new ArrayList<>();
    for (JsonNode one : history.outputs().of(Output.ACTIVATIONS)) {
      String status = one.path("status").asText();
      String id = one.path("activationId").asText();
      byRenewal
          .computeIfAbsent(one.path("renewalId").asText(), any -> new TreeMap<>())
          .merge(status, 1, Integer::sum);
      if (!seen.add(id + "/" + status)) {
        repeated.add(id + "/" + status);
      }
      if (status.equals("REVERSED") && !seen.contains(id + "/ACTIVATED")) {
        reversedFirst.add(id);
      }
    }
    return new Activations(byRenewal, repeated, reversedFirst);
  }

  int activated(Truth truth) {
    return count(truth.renewalId(), "ACTIVATED");
  }

  int reversed(Truth truth) {
    return count(truth.renewalId(), "REVERSED");
  }

  private int count(String renewalId, String status) {
    return byRenewal.getOrDefault(renewalId, Map.of()).getOrDefault(status, 0);
  }
}
