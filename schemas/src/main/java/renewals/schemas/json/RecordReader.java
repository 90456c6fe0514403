package renewals.schemas.json;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;
import renewals.schemas.TrustedTypes;
import renewals.schemas.contract.Symbols;
import renewals.schemas.contract.Violation;

/**
 * Fills a record from JSON by its schema and collects every violation of its shape. A field that is
 * in violation stays empty.
 */
final class RecordReader {

  static {
    TrustedTypes.install();
  }

  private final List<Violation> violations;

  RecordReader(List<Violation> violations) {
    this.violations = violations;
  }

  /**
   * The record that an object writes.
   *
   * @param path path of the object, empty for the whole event
   */
  SpecificRecord read(JsonNode object, Schema schema, String path) {
    SpecificRecord record = (SpecificRecord) SpecificData.newInstance(classOf(schema), schema);
    for (Schema.Field field : schema.getFields()) {
      String at = pathOf(path, field.name());
      JsonNode given = object.path(field.name());
      boolean absent = given.isMissingNode() || given.isNull();
      Object value = absent ? absent(field, at, given) : value(given, typeOf(field.schema()), at);
      if (value != null) {
        record.put(field.pos(), value);
      }
    }
    refuseUnknown(object, schema, path);
    return record;
  }

  private @Nullable Object absent(Schema.Field field, String path, JsonNode given) {
    if (field.schema().isNullable()) {
      return null;
    }
    if (field.hasDefaultValue()) {
      return SpecificData.get().getDefaultValue(field);
    }
    violations.add(new Violation(path, Shown.of(given), expected(field.schema())));
    return null;
  }

  private void refuseUnknown(JsonNode object, Schema schema, String path) {
    Iterator<Map.Entry<String, JsonNode>> fields = object.properties().iterator();
    while (fields.hasNext()) {
      Map.Entry<String, JsonNode> field = fields.next();
      boolean isType = path.isEmpty() && JsonFields.TYPE.equals(field.getKey());
      if (!isType && schema.getField(field.getKey()) == null) {
        String at = pathOf(path, field.getKey());
        violations.add(new Violation(at, Shown.of(field.getValue()), "no field of this name"));
      }
    }
  }

  private @Nullable Object value(JsonNode given, Schema schema, String path) {
    return switch (schema.getType()) {
      case RECORD -> given.isObject() ? read(given, schema, path) : refuse(given, schema, path);
      case STRING ->
          given.isTextual() ? text(given.textValue(), path) : refuse(given, schema, path);
      case ENUM -> symbol(given, schema, path);
      case LONG -> isTime(schema) ? time(given, path) : number(given, schema, path);
      case INT -> number(given, schema, path);
      case BOOLEAN ->
          given.isBoolean() ? (Object) given.booleanValue() : refuse(given, schema, path);
      case ARRAY -> given.isArray() ? list(given, schema, path) : refuse(given, schema, path);
      case MAP -> given.isObject() ? map(given, schema, path) : refuse(given, schema, path);
      default -> throw new IllegalStateException(path + " has a type that no event has: " + schema);
    };
  }

  /** A list of which an item is in violation is none. */
  private @Nullable Object list(JsonNode given, Schema schema, String path) {
    List<Object> items = new ArrayList<>(given.size());
    for (int i = 0; i < given.size(); i++) {
      Object item = value(given.get(i), schema.getElementType(), "%s[%d]".formatted(path, i));
      if (item != null) {
        items.add(item);
      }
    }
    return items.size() == given.size() ? items : null;
  }

  private @Nullable Object map(JsonNode given, Schema schema, String path) {
    Map<String, Object> entries = new TreeMap<>();
    for (Map.Entry<String, JsonNode> entry : given.properties()) {
      Object value = value(entry.getValue(), schema.getValueType(), pathOf(path, entry.getKey()));
      if (value != null) {
        entries.put(entry.getKey(), value);
      }
    }
    return entries.size() == given.size() ? entries : null;
  }

  private @Nullable Object text(String given, String path) {
    if (isUnicode(given)) {
      return given;
    }
    violations.add(new Violation(path, given, "well-formed Unicode: half of a surrogate pair"));
    return null;
  }

  private @Nullable Object symbol(JsonNode given, Schema schema, String path) {
    if (given.isTextual()) {
      String word = given.textValue();
      if (schema.hasEnumSymbol(word)) {
        return SpecificData.get().createEnum(word, schema);
      }
      if (!Symbols.decide(schema) && Symbols.isWord(word)) {
        return SpecificData.get().createEnum(Symbols.OTHER, schema);
      }
    }
    return refuse(given, schema, path);
  }

  private @Nullable Object time(JsonNode given, String path) {
    if (given.isTextual()) {
      var time = Times.read(given.textValue());
      if (time.isPresent()) {
        return time.get();
      }
    }
    violations.add(new Violation(path, Shown.of(given), Times.EXPECTATION));
    return null;
  }

  private @Nullable Object number(JsonNode given, Schema schema, String path) {
    if (given.isIntegralNumber()) {
      if (schema.getType() == Schema.Type.LONG && given.canConvertToLong()) {
        return given.longValue();
      }
      if (schema.getType() == Schema.Type.INT && given.canConvertToInt()) {
        return given.intValue();
      }
    }
    return refuse(given, schema, path);
  }

  private @Nullable Object refuse(JsonNode given, Schema schema, String path) {
    violations.add(new Violation(path, Shown.of(given), expected(schema)));
    return null;
  }

  private static String expected(Schema declared) {
    Schema schema = typeOf(declared);
    return switch (schema.getType()) {
      case RECORD ->
          schema.getFields().stream()
              .map(Schema.Field::name)
              .collect(Collectors.joining(", ", "an object of ", ""));
      case STRING -> "a text";
      case ENUM -> "one of " + String.join(", ", Symbols.sayable(schema));
      case BOOLEAN -> "true or false";
      case ARRAY -> "a list";
      case MAP -> "an object";
      case LONG -> isTime(schema) ? Times.EXPECTATION : "a whole number from -2^63 to 2^63 - 1";
      default -> "a whole number from -2^31 to 2^31 - 1";
    };
  }

  /** What a field holds when it holds something. */
  static Schema typeOf(Schema declared) {
    if (!declared.isUnion()) {
      return declared;
    }
    return declared.getTypes().stream()
        .filter(type -> type.getType() != Schema.Type.NULL)
        .findFirst()
        .orElseThrow();
  }

  private static boolean isTime(Schema schema) {
    return schema.getLogicalType() != null;
  }

  private static Class<?> classOf(Schema schema) {
    return SpecificData.get().getClass(schema);
  }

  private static String pathOf(String path, String name) {
    return path.isEmpty() ? name : path + "." + name;
  }

  /** UTF-8 can't hold half a surrogate pair: it would be stored as another text than was sent. */
  private static boolean isUnicode(String text) {
    return text.codePoints().noneMatch(RecordReader::isHalf);
  }

  private static boolean isHalf(int codePoint) {
    return codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
  }
}
