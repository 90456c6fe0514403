package renewals.producer.intake;

import java.time.Instant;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;
import renewals.schemas.contract.Violation;
import renewals.schemas.json.EventJson;
import renewals.schemas.json.EventType;
import renewals.schemas.json.Parsed;

/** What one text says, before anybody asks who says it. */
public sealed interface Reading {

  /** An event that keeps the contract. */
  record Event(EventType type, SpecificRecord event) implements Reading {}

  /**
   * No event.
   *
   * @param type the only one that is taken; null for any
   * @param outcome why
   */
  record Unusable(@Nullable EventType type, Outcome outcome) implements Reading {}

  /**
   * Reads a text.
   *
   * @param implied the only type that is taken; null for any, which the text must name then
   * @param now what its times are held against
   */
  static Reading of(@Nullable EventType implied, Text text, Instant now) {
    return switch (text) {
      case Text.Plain(String json) -> of(implied, json, now);
      case Text.TooLong tooLong -> new Unusable(implied, new Outcome.TooLarge(Text.MOST_BYTES));
      case Text.NotUtf8 notUtf8 ->
          refused(
              implied,
              List.of(new Violation(EventJson.WHOLE, "bytes that are not UTF-8", "UTF-8 text")));
    };
  }

  private static Reading of(@Nullable EventType implied, String json, Instant now) {
    Parsed parsed =
        implied == null ? EventJson.readInput(json, now) : EventJson.readInput(implied, json, now);
    return switch (parsed) {
      case Parsed.Refused(List<Violation> violations) -> refused(implied, violations);
      case Parsed.Accepted(EventType type, SpecificRecord event) -> new Event(type, event);
    };
  }

  private static Reading refused(@Nullable EventType implied, List<Violation> violations) {
    return new Unusable(implied, new Outcome.Refused(violations));
  }
}
