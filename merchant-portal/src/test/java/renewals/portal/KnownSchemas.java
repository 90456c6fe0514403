package renewals.portal;

import java.util.ArrayList;
import java.util.List;
import org.apache.avro.Schema;
import renewals.schemas.Topic;
import renewals.schemas.Topics;
import renewals.schemas.wire.RegistryUnavailableException;
import renewals.schemas.wire.SchemaRegistry;
import renewals.schemas.wire.UnknownSchemaException;

/** A registry in memory that knows the catalogue's schemas and can be taken away. */
public final class KnownSchemas implements SchemaRegistry {

  private final List<Schema> byId = new ArrayList<>();
  private boolean away;

  public KnownSchemas() {
    for (Topic topic : Topics.ALL) {
      if (topic.schema() != null) {
        byId.add(topic.schema());
      }
    }
  }

  /** From now on nobody answers. */
  public void goAway() {
    away = true;
  }

  /** From now on it answers again. */
  public void comeBack() {
    away = false;
  }

  @Override
  public Schema byId(int id) {
    if (away) {
      throw new RegistryUnavailableException("the registry is away");
    }
    if (id < 0 || id >= byId.size()) {
      throw new UnknownSchemaException("no schema " + id);
    }
    return byId.get(id);
  }

  @Override
  public int idOf(String subject, Schema schema) {
    int id = byId.indexOf(schema);
    if (id < 0) {
      throw new UnknownSchemaException("no such schema under " + subject);
    }
    return id;
  }
}
