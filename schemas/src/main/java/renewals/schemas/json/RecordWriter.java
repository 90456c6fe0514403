package renewals.schemas.json;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;

/** Writes records as JSON objects, absent values left out. */
final class RecordWriter {

  private RecordWriter() {}

  static void write(SpecificRecord record, ObjectNode into) {
    for (Schema.Field field : record.getSchema().getFields()) {
      Object value = record.get(field.pos());
      if (value != null) {
        writeField(field.name(), value, into);
      }
    }
  }

  private static void writeField(String name, Object value, ObjectNode into) {
    switch (value) {
      case CharSequence text -> into.put(name, text.toString());
      case Long number -> into.put(name, number);
      case Integer number -> into.put(name, number);
      case Boolean flag -> into.put(name, flag);
      case Instant time -> into.put(name, Times.write(time));
      case Enum<?> symbol -> into.put(name, symbol.name());
      case SpecificRecord part -> {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        write(part, object);
        into.set(name, object);
      }
      default -> throw new IllegalStateException(name + " has a type that no event has");
    }
  }
}
