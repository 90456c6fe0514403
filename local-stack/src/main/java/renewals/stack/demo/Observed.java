package renewals.stack.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import renewals.stack.sim.Audience;
import renewals.stack.tail.Output;

/** Everything committed to the output topics, as it comes. Thread-safe. */
public final class Observed implements Audience {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Map<Output, List<JsonNode>> records = new HashMap<>();
  private final Map<String, Integer> usable = new HashMap<>();
  private final Set<String> toldOfCarrier = new HashSet<>();
  private long lastAt = System.nanoTime();

  /** Takes one record as {@code tail} writes it. */
  public synchronized void take(Output output, String line) {
    JsonNode record = parse(line);
    records.computeIfAbsent(output, any -> new ArrayList<>()).add(record);
    lastAt = System.nanoTime();
    if (output == Output.ACTIVATIONS) {
      int change = record.path("status").asText().equals("ACTIVATED") ? 1 : -1;
      usable.merge(record.path("renewalId").asText(), change, Integer::sum);
    } else if (output == Output.UPDATES && CarrierNoticesCheck.isCarrierNotice(record)) {
      toldOfCarrier.add(record.path("renewalId").asText());
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

  @Override
  public boolean awaitUsable(String renewalId, Duration atMost) throws InterruptedException {
    return await(() -> usable.getOrDefault(renewalId, 0) > 0, atMost);
  }

  @Override
  public boolean awaitCarrierNotice(String renewalId, Duration atMost) throws InterruptedException {
    return await(() -> toldOfCarrier.contains(renewalId), atMost);
  }

  /** Waits until so many records of an output have come; false where that took too long. */
  public boolean awaitCount(Output output, int count, Duration atMost) throws InterruptedException {
    return await(() -> count(output) >= count, atMost);
  }

  /** For how long nothing has come. */
  public synchronized Duration quiet() {
    return Duration.ofNanos(System.nanoTime() - lastAt);
  }

  private synchronized boolean await(BooleanSupplier there, Duration atMost)
      throws InterruptedException {
    long end = System.nanoTime() + atMost.toNanos();
    while (!there.getAsBoolean()) {
      long left = (end - System.nanoTime()) / 1_000_000;
      if (left <= 0) {
        return false;
      }
      wait(left);
    }
    return true;
  }

  private static JsonNode parse(String line) {
    try {
      return JSON.readTree(line);
    } catch (IOException e) {
      throw new UncheckedIOException("an output is no JSON", e);
    }
  }
}
