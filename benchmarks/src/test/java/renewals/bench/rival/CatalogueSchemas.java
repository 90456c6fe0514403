package renewals.bench.rival;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.avro.Schema;
import renewals.schemas.Topics;
import renewals.schemas.wire.SchemaRegistry;

/** The catalogue's schemas, numbered by their place. */
public final class CatalogueSchemas implements SchemaRegistry {
  @Override
  public Schema byId(int id) {
    Schema schema = Topics.ALL.get(id).schema();
    assertThat(schema).isNotNull();
    return schema;
  }

  @Override
  public int idOf(String subject, Schema schema) {
    return Topics.ALL.indexOf(
        Topics.ALL.stream()
            .filter(topic -> topic.subject().equals(subject))
            .findFirst()
            .orElseThrow());
  }
}
