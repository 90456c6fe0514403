package renewals.streams.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.junit.jupiter.api.Test;
import renewals.kit.Health;
import renewals.kit.kafka.UnfitClusterException;
import renewals.schemas.Topic;
import renewals.schemas.wire.RegistryUnavailableException;
import renewals.schemas.wire.SchemaRegistry;
import renewals.schemas.wire.UnknownSchemaException;

class StartGateTest {

  private static final Topic OUT =
      new Topic(
          "out",
          "key",
          SchemaBuilder.record("Out").fields().endRecord(),
          Topic.Role.OUTPUT,
          "out",
          Duration.ofDays(1),
          1024);

  private final Health health = new Health(new SimpleMeterRegistry());
  private final StartGate gate = new StartGate(health, Duration.ofMillis(1));
  private final Deque<RuntimeException> failures = new ArrayDeque<>();

  /** What readiness said while the registry was asked. */
  private String saidMeanwhile = "";

  @Test
  void shouldWaitForTheRegistryAndSaySo() throws Exception {
    failures.add(new RegistryUnavailableException("away", null));
    failures.add(new RegistryUnavailableException("away", null));

    gate.awaitSchemas(new Registry(), List.of(OUT));

    assertThat(failures).isEmpty();
    assertThat(saidMeanwhile).isEqualTo("waiting for the schema registry");
    assertThat(health.report().ready()).isFalse();
  }

  @Test
  void shouldNotStartWithASchemaThatNobodyRegistered() {
    failures.add(new UnknownSchemaException("no schema of out"));

    assertThatThrownBy(() -> gate.awaitSchemas(new Registry(), List.of(OUT)))
        .isInstanceOf(UnfitClusterException.class)
        .hasMessageContaining("no schema of out");
  }

  private final class Registry implements SchemaRegistry {
    @Override
    public int idOf(String subject, Schema schema) {
      saidMeanwhile = health.report().parts().get("streams");
      if (!failures.isEmpty()) {
        throw failures.pop();
      }
      return 7;
    }

    @Override
    public Schema byId(int id) {
      throw new UnsupportedOperationException();
    }
  }
}
