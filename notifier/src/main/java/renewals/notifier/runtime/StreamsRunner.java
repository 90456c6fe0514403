package renewals.notifier.runtime;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.kafka.KafkaStreamsMetrics;
import java.time.Clock;
import java.time.Duration;
import java.util.function.Consumer;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.CloseOptions.GroupMembershipOperation;
import org.apache.kafka.streams.KafkaClientSupplier;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.KafkaStreams.State;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import renewals.kit.kafka.InputPartitions;
import renewals.kit.kafka.StateMark;
import renewals.kit.kafka.StreamsReadiness;

/** Kafka Streams with a bounded patience for threads that die. */
public final class StreamsRunner implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(StreamsRunner.class);
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final KafkaStreams streams;
  private final InputPartitions inputs;
  private final StateMark mark;
  private final KafkaStreamsMetrics metrics;
  private final StreamsReadiness readiness;
  private final ThreadDeaths deaths;
  private final Consumer<Throwable> onFatal;

  /**
   * Streams that are not started.
   *
   * @param inputs asked before a thread is replaced; says itself what has become of them
   * @param onFatal is told the first cause when they have stopped for good
   */
  public StreamsRunner(
      Topology topology,
      StreamsConfig config,
      KafkaClientSupplier clients,
      InputPartitions inputs,
      MeterRegistry registry,
      Clock clock,
      Consumer<Throwable> onFatal) {
    this.streams = new KafkaStreams(topology, config, clients);
    this.inputs = inputs;
    this.mark = StateMark.of(config);
    this.metrics = new KafkaStreamsMetrics(streams);
    this.readiness = StreamsReadiness.of(streams, registry);
    this.deaths = new ThreadDeaths(clock);
    this.onFatal = onFatal;
    streams.setUncaughtExceptionHandler(this::died);
    streams.setStateListener((now, before) -> changed(now));
    metrics.bindTo(registry);
  }

  /** Begins. */
  public void start() {
    mark.set(streams);
    streams.start();
  }

  /** {@link renewals.kit.Health#READY} while it runs with its state whole, or why not. */
  public String state() {
    return readiness.state();
  }

  /** Finishes, commits and leaves the group. */
  @Override
  public void close() {
    CloseOptions leaving =
        CloseOptions.groupMembershipOperation(GroupMembershipOperation.LEAVE_GROUP)
            .withTimeout(PATIENCE);
    if (streams.close(leaving)) {
      mark.remove();
    } else {
      LOG.warn("Streams did not stop within {}", PATIENCE);
    }
    metrics.close();
  }

  private StreamThreadExceptionResponse died(Throwable cause) {
    if (inputs.look()) {
      return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
    }
    boolean replace = deaths.mayReplace(cause);
    LOG.error(
        "A stream thread died: {}", replace ? "replacing it" : "too many have, stopping", cause);
    return replace
        ? StreamThreadExceptionResponse.REPLACE_THREAD
        : StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
  }

  private void changed(State now) {
    LOG.info("Streams are {}", now);
    if (now == State.ERROR) {
      onFatal.accept(deaths.first());
    }
  }
}
