package renewals.schemas.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;

/** Writes records as JSON objects, absent values left out. */
final class RecordWriter {

  private RecordWriter() {}

  static void write(SpecificRecord record, ObjectNode into) {
    for (Schema.Field field : record.getSchema().getFields()) {
      Object value = record.get(field.pos());
      if (value != null) {
        into.set(field.name(), nodeOf(field.name(), value));
      }
    }
  }

  private static JsonNode nodeOf(String name, Object value) {
    JsonNodeFactory nodes = JsonNodeFactory.instance;
    return switch (value) {
      case CharSequence text -> nodes.textNode(text.toString());
      case Long number -> nodes.numberNode(number);
      case Integer number -> nodes.numberNode(number);
      case Boolean flag -> nodes.booleanNode(flag);
      case Instant time -> nodes.textNode(Times.write(time));
      case Enum<?> symbol -> nodes.textNode(symbol.name());
      case SpecificRecord part -> {
        ObjectNode object = nodes.objectNode();
        write(part, object);
        yield object;
      }
      case List<?> items -> {
        ArrayNode list = nodes.arrayNode();
        items.forEach(item -> list.add(nodeOf(name, item)));
        yield list;
      }
      case Map<?, ?> entries -> {
        ObjectNode object = nodes.objectNode();
        entries.entrySet().stream()
            .sorted(Comparator.comparing(entry -> entry.getKey().toString()))
            .forEach(
                entry -> object.set(entry.getKey().toString(), nodeOf(name, entry.getValue())));
        yield object;
      }
      default -> throw new IllegalStateException(name + " has a type that no event has");
    };
  }
}
