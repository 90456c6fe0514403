package renewals.activation.scenario;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** JSON in a form in which what means the same is equal. */
final class Shown {

  private Shown() {}

  /** Those fields of an event that another names: null where absent, money in minor units. */
  static Map<String, @Nullable Object> fields(JsonNode event, JsonNode named) {
    Map<String, @Nullable Object> shown = new TreeMap<>();
    named
        .fieldNames()
        .forEachRemaining(field -> shown.put(field, value(event.path(field), named.path(field))));
    return shown;
  }

  /** Of an object only what is named, but for money. */
  private static @Nullable Object value(JsonNode value, JsonNode named) {
    return value.isObject() && named.isObject() && !value.has("minorUnits")
        ? fields(value, named)
        : value(value);
  }

  private static @Nullable Object value(JsonNode value) {
    if (value.isMissingNode() || value.isNull()) {
      return null;
    }
    if (value.has("minorUnits")) {
      return value.get("minorUnits").longValue();
    }
    if (value.isIntegralNumber()) {
      return value.longValue();
    }
    return value.isTextual() ? timeOrText(value.textValue()) : value;
  }

  private static Object timeOrText(String text) {
    try {
      return OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeParseException notATime) {
      return text;
    }
  }
}
