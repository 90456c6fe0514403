package renewals.schemas.wire;

import java.util.HashMap;
import java.util.Map;
import org.apache.avro.Schema;

/** A registry in memory that counts what it is asked and can be away. */
final class MemoryRegistry implements SchemaRegistry {

  private final Map<Integer, Schema> schemas = new HashMap<>();
  private int asked;
  private boolean away;

  int add(Schema schema) {
    int id = 1000 + schemas.size();
    schemas.put(id, schema);
    return id;
  }

  void goAway() {
    away = true;
  }

  void comeBack() {
    away = false;
  }

  int asked() {
    return asked;
  }

  @Override
  public Schema byId(int id) {
    answer();
    Schema schema = schemas.get(id);
    if (schema == null) {
      throw new UnknownSchemaException("schema id " + id + " is unknown");
    }
    return schema;
  }

  @Override
  public int idOf(String subject, Schema schema) {
    answer();
    return schemas.entrySet().stream()
        .filter(entry -> entry.getValue().equals(schema))
        .map(Map.Entry::getKey)
        .findFirst()
        .orElseThrow(() -> new UnknownSchemaException(subject + " has no such schema"));
  }

  private void answer() {
    asked++;
    if (away) {
      throw new RegistryUnavailableException("away");
    }
  }
}
