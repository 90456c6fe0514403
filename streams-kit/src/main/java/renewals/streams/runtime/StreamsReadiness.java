package renewals.streams.runtime;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.KafkaStreams.State;
import org.apache.kafka.streams.processor.StateRestoreListener;
import renewals.kit.Health;

/**
 * Whether a stream application has all the state that it decides by.
 *
 * <p>RUNNING alone does not mean that. In Kafka 4.3.1 the state is REBALANCING until what a
 * rebalance assigned has been restored; but a task whose state was found corrupted is closed, wiped
 * and restored while the state stays RUNNING. So restorations are watched one by one.
 *
 * <p>Thread-safe: restoring threads tell it, and whoever asks for health reads.
 */
public final class StreamsReadiness {

  /** The changelogs that stores in use are being restored from, and how much is left of each. */
  private final Map<TopicPartition, Long> left = new ConcurrentHashMap<>();

  private final Supplier<State> state;

  private StreamsReadiness(Supplier<State> state) {
    this.state = state;
  }

  /**
   * Watches an application.
   *
   * @param streams not started yet
   */
  public static StreamsReadiness of(KafkaStreams streams, MeterRegistry meters) {
    StreamsReadiness readiness = of(streams::state, meters);
    streams.setGlobalStateRestoreListener(readiness.listener());
    return readiness;
  }

  static StreamsReadiness of(Supplier<State> state, MeterRegistry meters) {
    StreamsReadiness readiness = new StreamsReadiness(state);
    Gauge.builder("renewals.restoring.records", readiness::recordsLeft)
        .description("Records still to be read before state is whole again")
        .register(meters);
    return readiness;
  }

  /** {@link Health#READY}, or why not. */
  public String state() {
    State now = state.get();
    if (now != State.RUNNING) {
      return "Kafka Streams is " + now;
    }
    int restoring = left.size();
    return restoring == 0
        ? Health.READY
        : "restoring state from %d changelogs".formatted(restoring);
  }

  private double recordsLeft() {
    return left.values().stream().mapToLong(Long::longValue).sum();
  }

  StateRestoreListener listener() {
    return new StateRestoreListener() {
      @Override
      public void onRestoreStart(TopicPartition changelog, String store, long from, long to) {
        left.put(changelog, Math.max(0, to - from));
      }

      @Override
      public void onBatchRestored(TopicPartition changelog, String store, long last, long count) {
        left.computeIfPresent(changelog, (same, records) -> Math.max(0, records - count));
      }

      @Override
      public void onRestoreEnd(TopicPartition changelog, String store, long total) {
        left.remove(changelog);
      }

      @Override
      public void onRestoreSuspended(TopicPartition changelog, String store, long total) {
        left.remove(changelog);
      }
    };
  }
}
