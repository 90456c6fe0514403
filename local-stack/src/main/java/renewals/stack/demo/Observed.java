package renewals.stack.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import renewals.stack.tail.Output;

/** Everything committed to the output topics, as it comes. Thread-safe. */
public final class Observed {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Map<Output, List<JsonNode>> records = new HashMap<>();
  private final Map<String, Integer> usable = new HashMap<>();
  private long lastAt = System.nanoTime();

  /** Takes one record as {@code tail} writes it. */
  public synchronized void take(Output output, String line) {
    JsonNode record = parse(line);
    records.computeIfAbsent(output, any -> new ArrayList<>()).add(record);
    lastAt = System.nanoTime();
    if (output == Output.ACTIVATIONS) {
      int change = record.path("status").asText().equals("ACTIVATED") ? 1 : -1;
      usable.merge(record.path("renewalId").asText(), change, Integer::sum);
    }
    notifyAll();
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

  /** Waits until a renewal is usable; false where that took too long. */
  public synchronized boolean awaitUsable(String renewalId, Duration atMost)
      throws InterruptedException {
    long end = System.nanoTime() + atMost.toNanos();
    while (usable.getOrDefault(renewalId, 0) < 1) {
      long left = (end - System.nanoTime()) / 1_000_000;
      if (left <= 0) {
        return false;
      }
      wait(left);
    }
    return true;
  }

  /** Waits until so many records of an output have come; false where that took too long. */
  public synchronized boolean awaitCount(Output output, int count, Duration atMost)
      throws InterruptedException {
    long end = System.nanoTime() + atMost.toNanos();
    while (count(output) < count) {
      long left = (end - System.nanoTime()) / 1_000_000;
      if (left <= 0) {
        return false;
      }
      wait(left);
    }
    return true;
  }

  /** For how long nothing has come. */
  public synchronized Duration quiet() {
    return Duration.ofNanos(System.nanoTime() - lastAt);
  }

  private static JsonNode parse(String line) {
    try {
      return JSON.readTree(line);
    } catch (IOException e) {
      throw new UncheckedIOException("an output is no JSON", e);
    }
  }
}
