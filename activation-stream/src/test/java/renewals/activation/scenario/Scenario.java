package renewals.activation.scenario;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;
import renewals.schemas.json.EventJson;
import renewals.schemas.json.Parsed;

/**
 * One case of the rules as data.
 *
 * @param clock the wall clock at the start
 * @param permute whether every order of the events must end alike
 * @param expect what the file says must come out
 */
record Scenario(String name, Instant clock, List<Step> steps, boolean permute, JsonNode expect) {

  private static final ObjectMapper JSON =
      new ObjectMapper().enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY);

  /** Some time, then an event, if there is one. */
  record Step(Duration after, @Nullable SpecificRecord event) {}

  /** All files of a folder that hold a scenario, by name. */
  static List<Path> filesIn(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(".json")).sorted().toList();
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "scenarios is %s, expected a folder that can be read".formatted(folder), e);
    }
  }

  /** The scenario that a file holds. */
  static Scenario read(Path file) {
    try {
      JsonNode json = JSON.readTree(file.toFile());
      List<Step> steps = new ArrayList<>();
      for (JsonNode step : json.required("steps")) {
        Duration after = Duration.parse(step.required("after").textValue());
        steps.add(new Step(after, step.has("event") ? event(step.get("event")) : null));
      }
      return new Scenario(
          json.required("name").textValue(),
          OffsetDateTime.parse(json.required("clock").textValue()).toInstant(),
          List.copyOf(steps),
          json.required("permute").booleanValue(),
          json.required("expect"));
    } catch (IOException | RuntimeException e) {
      throw new IllegalArgumentException("%s is no scenario: %s".formatted(file, e), e);
    }
  }

  private static SpecificRecord event(JsonNode json) {
    return switch (EventJson.read(json)) {
      case Parsed.Accepted accepted -> accepted.event();
      case Parsed.Refused refused ->
          throw new IllegalArgumentException(refused.violations().toString());
    };
  }

  /** The events, in the order of the file. */
  List<SpecificRecord> events() {
    List<SpecificRecord> events = new ArrayList<>();
    for (Step step : steps) {
      if (step.event() != null) {
        events.add(step.event());
      }
    }
    return events;
  }

  /** Every order that the events may come in, as their places in the file, from 1. */
  List<List<Integer>> orders() {
    return ordersOf(IntStream.rangeClosed(1, events().size()).boxed().toList());
  }

  private static List<List<Integer>> ordersOf(List<Integer> places) {
    if (places.isEmpty()) {
      return List.of(List.of());
    }
    List<List<Integer>> orders = new ArrayList<>();
    for (Integer first : places) {
      List<Integer> others = places.stream().filter(place -> !place.equals(first)).toList();
      for (List<Integer> tail : ordersOf(others)) {
        List<Integer> order = new ArrayList<>(List.of(first));
        order.addAll(tail);
        orders.add(order);
      }
    }
    return orders;
  }
}
