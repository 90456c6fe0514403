package renewals.schemas.json;

import com.fasterxml.jackson.databind.JsonNode;
import renewals.schemas.contract.Violation;

/** Values of the wrong kind as errors show them. */
final class Shown {

  private Shown() {}

  /** What it is, without what it says. */
  static String kindOf(JsonNode value) {
    return switch (value.getNodeType()) {
      case STRING -> "a text";
      case NUMBER -> "a number";
      case BOOLEAN -> "true or false";
      default -> of(value);
    };
  }

  /** As JSON writes it, so that a text can be told from a number; no whole objects. */
  static String of(JsonNode value) {
    return switch (value.getNodeType()) {
      case OBJECT -> "an object";
      case ARRAY -> "a list";
      case MISSING -> Violation.NOTHING;
      default -> value.toString();
    };
  }
}
