package renewals.testing;

import java.util.HashMap;
import java.util.Map;
import org.apache.avro.Schema;
import renewals.schemas.Topic;
import renewals.schemas.Topics;
import renewals.schemas.wire.RegistryUnavailableException;
import renewals.schemas.wire.SchemaRegistry;
import renewals.schemas.wire.UnknownSchemaException;

/** A registry in memory that knows the catalogue's schemas and can be taken away. */
public final class KnownSchemas implements SchemaRegistry {

  /** Below it no id is known. */
  private static final int FIRST_ID = 100;

  private final Map<Integer, Schema> schemas = new HashMap<>();
  private final Map<Schema, Integer> ids = new HashMap<>();
  private boolean away;

  /** Knows all of them. */
  public KnownSchemas() {
    for (Topic topic : Topics.ALL) {
      if (topic.schema() != null) {
        add(topic.schema());
      }
    }
  }

  /** Makes a schema known, under a new id if it is new. */
  public synchronized int add(Schema schema) {
    int id = ids.computeIfAbsent(schema, unseen -> FIRST_ID + ids.size());
    schemas.put(id, schema);
    return id;
  }

  public synchronized boolean isAway() {
    return away;
  }

  /** Whether nobody answers from now on. */
  public synchronized void setAway(boolean now) {
    away = now;
  }

  @Override
  public synchronized Schema byId(int id) {
    refuseWhileAway();
    Schema schema = schemas.get(id);
    if (schema == null) {
      throw new UnknownSchemaException("no schema " + id);
    }
    return schema;
  }

  @Override
  public synchronized int idOf(String subject, Schema schema) {
    Integer id = ids.get(schema);
    if (id == null) {
      throw new UnknownSchemaException("no such schema under " + subject);
    }
    return id;
  }

  private void refuseWhileAway() {
    if (away) {
      throw new RegistryUnavailableException("the registry is away");
    }
  }
}
