package renewals.activation.runtime;

import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import renewals.kit.kafka.UnfitClusterException;
import renewals.schemas.Topic;
import renewals.schemas.wire.RegistryUnavailableException;
import renewals.schemas.wire.SchemaRegistry;
import renewals.schemas.wire.UnknownSchemaException;

/** Makes sure, before anything is read, that the ids of all outputs' schemas are known. */
public final class RegisteredSchemas {

  private static final Logger LOG = LoggerFactory.getLogger(RegisteredSchemas.class);
  private static final Duration PAUSE = Duration.ofSeconds(1);

  private RegisteredSchemas() {}

  /**
   * Asks for the ids, which the registry's client keeps; waits as long as the registry is away.
   *
   * @throws UnfitClusterException a schema is not registered
   * @throws InterruptedException the wait was given up
   */
  public static void await(SchemaRegistry registry, List<Topic> outputs)
      throws InterruptedException {
    for (Topic topic : outputs) {
      if (topic.schema() != null) {
        awaitOne(registry, topic, topic.schema());
      }
    }
  }

  private static void awaitOne(SchemaRegistry registry, Topic topic, org.apache.avro.Schema schema)
      throws InterruptedException {
    boolean told = false;
    while (true) {
      try {
        int id = registry.idOf(topic.subject(), schema);
        LOG.info("schema of {} has id {}", topic.name(), id);
        return;
      } catch (UnknownSchemaException e) {
        throw new UnfitClusterException(
            "%s: register it with ./renewals topics".formatted(e.getMessage()));
      } catch (RegistryUnavailableException e) {
        if (!told) {
          LOG.warn("waiting for the schema registry: {}", e.getMessage());
          told = true;
        }
        Thread.sleep(PAUSE);
      }
    }
  }
}
