package renewals.streams.runtime;

import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import org.apache.avro.Schema;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import renewals.kit.Health;
import renewals.kit.kafka.KafkaHealthCheck;
import renewals.kit.kafka.UnfitClusterException;
import renewals.kit.kafka.UnreachableClusterException;
import renewals.schemas.Topic;
import renewals.schemas.wire.RegistryUnavailableException;
import renewals.schemas.wire.SchemaRegistry;
import renewals.schemas.wire.UnknownSchemaException;

/**
 * Waits, before anything is read, for what an application can't begin without: the cluster with its
 * topics, then the ids of the schemas that it writes. What is away is waited for as long as it
 * takes; readiness names it, the log names it once. What is there and won't do ends the start.
 */
public final class StartGate {

  private static final Logger LOG = LoggerFactory.getLogger(StartGate.class);
  private static final Duration PAUSE = Duration.ofSeconds(1);

  private final Duration pause;
  private volatile String state = "not begun";

  /**
   * A gate in the place of the part {@code streams}, until a {@link StreamsRunner} takes that.
   *
   * @param health says what is waited for
   */
  public StartGate(Health health) {
    this(health, PAUSE);
  }

  StartGate(Health health, Duration pause) {
    this.pause = pause;
    health.require("streams", () -> state);
  }

  /** One try; throws where what it asks for is away. */
  private interface Try<T> {
    T once();
  }

  /**
   * Waits for the cluster.
   *
   * @param check asked once it answers: throws where it is not as it must be
   * @return what the check found
   * @throws UnfitClusterException it is there, and not as it must be
   * @throws InterruptedException the wait was given up
   */
  public <T> T awaitCluster(KafkaHealthCheck reach, Supplier<T> check) throws InterruptedException {
    return await(
        "Kafka",
        () -> {
          String answer = reach.state();
          if (!answer.equals(Health.READY)) {
            throw new UnreachableClusterException(answer);
          }
          return check.get();
        });
  }

  /**
   * Waits for the ids of the schemas of topics, which the registry's client keeps.
   *
   * @throws UnfitClusterException a schema is not registered
   * @throws InterruptedException the wait was given up
   */
  public void awaitSchemas(SchemaRegistry registry, List<Topic> written)
      throws InterruptedException {
    for (Topic topic : written) {
      Schema schema = topic.schema();
      if (schema != null) {
        int id = await("the schema registry", () -> idOf(registry, topic, schema));
        LOG.info("schema of {} has id {}", topic.name(), id);
      }
    }
    state = "Kafka Streams has not begun";
  }

  private static int idOf(SchemaRegistry registry, Topic topic, Schema schema) {
    try {
      return registry.idOf(topic.subject(), schema);
    } catch (UnknownSchemaException e) {
      throw new UnfitClusterException(
          "%s: register it with ./renewals topics".formatted(e.getMessage()));
    }
  }

  private <T> T await(String what, Try<T> attempt) throws InterruptedException {
    boolean told = false;
    state = "waiting for " + what;
    while (true) {
      try {
        T answer = attempt.once();
        if (told) {
          LOG.info("{} answers: the start goes on", what);
        }
        return answer;
      } catch (UnreachableClusterException | RegistryUnavailableException e) {
        if (Thread.currentThread().isInterrupted()) {
          throw new InterruptedException("interrupted while waiting for " + what);
        }
        if (!told) {
          LOG.warn("waiting for {}: {}", what, e.getMessage());
          told = true;
        }
        Thread.sleep(pause);
      }
    }
  }
}
