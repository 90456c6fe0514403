package renewals.streams.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.KafkaStreams.State;
import org.apache.kafka.streams.processor.StateRestoreListener;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import renewals.kit.Health;

class StreamsReadinessTest {

  private static final TopicPartition CASES = new TopicPartition("app-cases-changelog", 0);

  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final AtomicReference<State> state = new AtomicReference<>(State.RUNNING);
  private final StreamsReadiness readiness = StreamsReadiness.of(state::get, meters);
  private final StateRestoreListener listener = readiness.listener();

  @ParameterizedTest
  @EnumSource(value = State.class, names = "RUNNING", mode = Mode.EXCLUDE)
  void shouldNotBeReadyInAnyStateButRunning(State other) {
    state.set(other);

    assertThat(readiness.state()).isEqualTo("Kafka Streams is " + other);
  }

  @Test
  void shouldNotBeReadyWhileStateIsRestoredThoughStreamsSaysRunning() {
    assertThat(readiness.state()).isEqualTo(Health.READY);

    listener.onRestoreStart(CASES, "cases", 10, 110);
    listener.onBatchRestored(CASES, "cases", 50, 40);
    assertThat(readiness.state()).isEqualTo("restoring state from 1 changelogs");
    assertThat(meters.get("renewals.restoring.records").gauge().value()).isEqualTo(60);

    listener.onRestoreEnd(CASES, "cases", 100);
    assertThat(readiness.state()).isEqualTo(Health.READY);
    assertThat(meters.get("renewals.restoring.records").gauge().value()).isZero();
  }

  @Test
  void shouldNotWaitForARestorationThatMovedElsewhere() {
    listener.onRestoreStart(CASES, "cases", 0, 100);
    listener.onRestoreSuspended(CASES, "cases", 40);

    assertThat(readiness.state()).isEqualTo(Health.READY);
  }
}
