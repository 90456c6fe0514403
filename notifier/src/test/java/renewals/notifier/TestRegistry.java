package renewals.notifier;

import java.util.HashMap;
import java.util.Map;
import org.apache.avro.Schema;
import renewals.schemas.Topics;
import renewals.schemas.wire.RegistryUnavailableException;
import renewals.schemas.wire.SchemaRegistry;
import renewals.schemas.wire.UnknownSchemaException;

/** A registry that knows every topic's schema, and can go away. */
public final class TestRegistry implements SchemaRegistry {

  private final Map<Integer, Schema> schemas = new HashMap<>();
  private final Map<Schema, Integer> ids = new HashMap<>();
  private volatile boolean away;

  public TestRegistry() {
    Topics.ALL.stream().filter(topic -> topic.schema() != null).forEach(t -> add(t.schema()));
  }

  /** Makes a schema known, under a new id if it is new. */
  public synchronized int add(Schema schema) {
    int id = ids.computeIfAbsent(schema, ignored -> 100 + ids.size());
    schemas.put(id, schema);
    return id;
  }

  public boolean isAway() {
    return away;
  }

  /** Stops or begins answering questions for ids. */
  public void setAway(boolean away) {
    this.away = away;
  }

  @Override
  public Schema byId(int id) {
    if (away) {
      throw new RegistryUnavailableException("registry is away");
    }
    Schema schema = schemas.get(id);
    if (schema == null) {
      throw new UnknownSchemaException("schema id " + id + " is unknown to the registry");
    }
    return schema;
  }

  @Override
  public int idOf(String subject, Schema schema) {
    return ids.get(schema);
  }
}
