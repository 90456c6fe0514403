package renewals.schemas.wire;

import org.apache.avro.Schema;

/** What the wire format asks of a schema registry with Confluent's REST API. */
public interface SchemaRegistry {

  /**
   * The schema written under an id. Schemas never change, so implementations keep what they found.
   *
   * @throws UnknownSchemaException the registry answered that it has no such schema
   * @throws RegistryUnavailableException the registry gave no usable answer
   */
  Schema byId(int id);

  /**
   * The id of a schema that is registered under a subject.
   *
   * @throws UnknownSchemaException the registry answered that the subject has no such schema
   * @throws RegistryUnavailableException the registry gave no usable answer
   */
  int idOf(String subject, Schema schema);
}
