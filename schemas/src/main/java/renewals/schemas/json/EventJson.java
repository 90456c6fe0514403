package renewals.schemas.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;
import renewals.schemas.contract.EventContract;
import renewals.schemas.contract.Violation;

/**
 * Events as JSON objects with the names of their Avro fields and {@code "type"} first. What is
 * refused is refused for all its reasons at once.
 *
 * <p>Source: contract, "Events".
 */
public final class EventJson {

  /** The field that names the type. */
  public static final String TYPE = JsonFields.TYPE;

  /** The field that violations name which no single field is to blame for. */
  public static final String WHOLE = JsonFields.WHOLE;

  private EventJson() {}

  /** Reads one event that names its type, in or out. Checks its shape, not what it says. */
  public static Parsed read(String json) {
    return new Reading(null, null).read(json);
  }

  /** Like {@link #read(String)}, of JSON that has been read already. */
  public static Parsed read(JsonNode json) {
    return new Reading(null, null).read(json);
  }

  /**
   * Reads one event that partners send and checks it against the whole contract.
   *
   * @param now what its times are held against
   */
  public static Parsed readInput(String json, Instant now) {
    return new Reading(null, now).read(json);
  }

  /**
   * Like {@link #readInput(String, Instant)}, for a place that takes one type only.
   *
   * @param implied its type; {@code "type"} may be left out, and may not say otherwise
   */
  public static Parsed readInput(EventType implied, String json, Instant now) {
    return new Reading(implied, now).read(json);
  }

  /**
   * Writes one event as a JSON object on one line.
   *
   * @throws IllegalArgumentException the record is no event
   */
  public static String write(SpecificRecord event) {
    return writeTree(event).toString();
  }

  /** Like {@link #write}, as a tree. */
  public static ObjectNode writeTree(SpecificRecord event) {
    ObjectNode object = JsonNodeFactory.instance.objectNode();
    object.put(TYPE, EventType.of(event).wireName());
    RecordWriter.write(event, object);
    return object;
  }

  /**
   * The reading of one text.
   *
   * @param implied the only type that is taken, if there is one
   * @param now what an input's times are held against; null for events of either direction, checked
   *     for shape only
   */
  private record Reading(@Nullable EventType implied, @Nullable Instant now) {

    Parsed read(String json) {
      List<Violation> violations = new ArrayList<>();
      JsonNode tree = StrictJson.read(json, violations);
      return tree.isMissingNode() ? new Parsed.Refused(violations) : read(tree, violations);
    }

    Parsed read(JsonNode json) {
      return read(json, new ArrayList<>());
    }

    private Parsed read(JsonNode json, List<Violation> violations) {
      if (!json.isObject()) {
        violations.add(new Violation(WHOLE, Shown.kindOf(json), "one JSON object"));
        return new Parsed.Refused(violations);
      }
      Optional<EventType> type = typeOf(json, violations);
      if (type.isEmpty()) {
        return new Parsed.Refused(violations);
      }
      SpecificRecord event = new RecordReader(violations).read(json, type.get().schema(), "");
      if (now != null) {
        addOthers(EventContract.check(event, now), violations);
      }
      return violations.isEmpty()
          ? new Parsed.Accepted(type.get(), event)
          : new Parsed.Refused(violations);
    }

    private Optional<EventType> typeOf(JsonNode json, List<Violation> violations) {
      JsonNode given = json.path(TYPE);
      if (implied != null && given.isMissingNode()) {
        return Optional.of(implied);
      }
      Optional<EventType> type =
          Optional.ofNullable(given.textValue()).flatMap(EventType::named).filter(this::isTaken);
      if (type.isEmpty()) {
        violations.add(new Violation(TYPE, Shown.of(given), "one of " + taken()));
      }
      return type.or(() -> Optional.ofNullable(implied));
    }

    private boolean isTaken(EventType type) {
      return implied != null ? type == implied : now == null || type.isInput();
    }

    private String taken() {
      return Stream.of(EventType.values())
          .filter(this::isTaken)
          .map(EventType::wireName)
          .collect(Collectors.joining(", "));
    }

    /** A field whose shape is wrong stayed empty: that it is empty needn't be said as well. */
    private static void addOthers(List<Violation> more, List<Violation> violations) {
      List<Violation> shape = List.copyOf(violations);
      more.stream()
          .filter(one -> shape.stream().noneMatch(known -> covers(known.field(), one.field())))
          .forEach(violations::add);
    }

    private static boolean covers(String known, String field) {
      return field.equals(known) || field.startsWith(known + ".");
    }
  }
}
