package renewals.stack.verify;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import renewals.cli.tail.Output;

/** Everything committed to the output topics, as it comes. Thread-safe. */
public final class ObservedOutputs extends OutputAwaiter {

  private final Map<Output, List<JsonNode>> records = new HashMap<>();

  @Override
  protected void keep(Output output, JsonNode record) {
    records.computeIfAbsent(output, any -> new ArrayList<>()).add(record);
  }

  /** All records of an output, in the order in which they came. */
  public synchronized List<JsonNode> of(Output output) {
    return List.copyOf(records.getOrDefault(output, List.of()));
  }

  /** How many records of an output came. */
  public synchronized int count(Output output) {
    return records.getOrDefault(output, List.of()).size();
  }

  /** How many of them are so. */
  public synchronized long count(Output output, Predicate<JsonNode> so) {
    return records.getOrDefault(output, List.of()).stream().filter(so).count();
  }

  /** How many records have a text in a field, by that text. */
  public synchronized Map<String, Integer> countBy(Output output, String field) {
    Map<String, Integer> counts = new TreeMap<>();
    for (JsonNode record : records.getOrDefault(output, List.of())) {
      counts.merge(record.path(field).asText(), 1, Integer::sum);
    }
    return counts;
  }

  /** Waits until so many records of an output have come; false where that took too long. */
  public boolean awaitCount(Output output, int count, Duration atMost) throws InterruptedException {
    return await(() -> count(output) >= count, atMost);
  }
}
