package renewals.schemas.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import renewals.schemas.contract.Violation;

/**
 * Reads one JSON value and nothing after it. A field given twice is a violation, and the first
 * value is kept: readers that differ in which one they take have been used to smuggle values past
 * checks.
 */
final class StrictJson {

  private static final String EXPECTING = "was expecting";
  private static final int DEEPEST = 16;
  private static final int LONGEST_NUMBER = 100;
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(DEEPEST)
                  .maxNumberLength(LONGEST_NUMBER)
                  .build())
          .build();

  private final JsonParser parser;
  private final List<Violation> violations;

  private StrictJson(JsonParser parser, List<Violation> violations) {
    this.parser = parser;
    this.violations = violations;
  }

  /** The value that a text writes; missing, with a violation, where it writes none. */
  static JsonNode read(String text, List<Violation> violations) {
    try (JsonParser parser = FACTORY.createParser(text)) {
      StrictJson reader = new StrictJson(parser, violations);
      if (parser.nextToken() == null) {
        violations.add(
            new Violation(
                JsonFields.WHOLE, Violation.NOTHING, "one JSON object (the text is empty)"));
        return MissingNode.getInstance();
      }
      JsonNode value = reader.value("");
      if (parser.nextToken() != null) {
        violations.add(notJson(parser.currentTokenLocation(), "more follows after its end"));
        return MissingNode.getInstance();
      }
      return value;
    } catch (JsonProcessingException e) {
      violations.add(notJson(e.getLocation(), why(e)));
      return MissingNode.getInstance();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot happen: the source is memory", e);
    }
  }

  /** What can't be read may be anybody's secret, so it is said where, and never what it is. */
  private static Violation notJson(@Nullable JsonLocation where, String why) {
    String given =
        where == null
            ? "no JSON"
            : "no JSON at line %d, column %d".formatted(where.getLineNr(), where.getColumnNr());
    return new Violation(JsonFields.WHOLE, given, "one JSON object (%s)".formatted(why));
  }

  /** The parser's messages may repeat what stands there before they say what should. */
  private static String why(JsonProcessingException e) {
    if (e instanceof JsonEOFException) {
      return "it breaks off";
    }
    String said = e.getOriginalMessage();
    if (e instanceof StreamConstraintsException) {
      return said;
    }
    int expectation = said.lastIndexOf(EXPECTING);
    return expectation < 0 ? "JSON's grammar" : said.substring(expectation);
  }

  private JsonNode value(String path) throws IOException {
    JsonToken token = parser.currentToken();
    return switch (token) {
      case START_OBJECT -> object(path);
      case START_ARRAY -> array(path);
      case VALUE_STRING -> NODES.textNode(parser.getText());
      case VALUE_NUMBER_INT -> integer();
      case VALUE_NUMBER_FLOAT -> NODES.numberNode(parser.getDoubleValue());
      case VALUE_TRUE -> NODES.booleanNode(true);
      case VALUE_FALSE -> NODES.booleanNode(false);
      case VALUE_NULL -> NODES.nullNode();
      case END_OBJECT, END_ARRAY, FIELD_NAME, VALUE_EMBEDDED_OBJECT, NOT_AVAILABLE ->
          throw new IllegalStateException("cannot happen: the parser keeps to JSON's grammar");
    };
  }

  private JsonNode integer() throws IOException {
    return switch (parser.getNumberType()) {
      case INT -> NODES.numberNode(parser.getIntValue());
      case LONG -> NODES.numberNode(parser.getLongValue());
      default -> NODES.numberNode(parser.getBigIntegerValue());
    };
  }

  private ObjectNode object(String path) throws IOException {
    ObjectNode object = NODES.objectNode();
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      String field = path.isEmpty() ? name : path + "." + name;
      parser.nextToken();
      JsonNode value = value(field);
      if (object.has(name)) {
        violations.add(new Violation(field, Shown.of(value), "each field once"));
      } else {
        object.set(name, value);
      }
    }
    return object;
  }

  private ArrayNode array(String path) throws IOException {
    ArrayNode array = NODES.arrayNode();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      array.add(value(path));
    }
    return array;
  }
}
