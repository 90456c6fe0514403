package renewals.activation.runtime;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.kafka.KafkaStreamsMetrics;
import java.time.Clock;
import java.time.Duration;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.CloseOptions.GroupMembershipOperation;
import org.apache.kafka.streams.KafkaClientSupplier;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.StreamsMetadata;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.errors.StreamsException;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.apache.kafka.streams.state.HostInfo;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import renewals.kit.Health;
import renewals.kit.kafka.InputPartitions;
import renewals.kit.kafka.StateMark;
import renewals.kit.kafka.StreamsReadiness;

/** Runs the graph: starts it, says how it does, replaces threads that die, and stops it. */
public final class StreamsRunner implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(StreamsRunner.class);
  private static final Duration STOP_WITHIN = Duration.ofSeconds(30);

  /** So many threads are replaced within the window below; then the service gives up. */
  private static final int MOST_REPLACED = 10;

  private static final Duration WINDOW = Duration.ofMinutes(10);

  private final KafkaStreams streams;
  private final StateMark mark;
  private final KafkaStreamsMetrics kafkaMetrics;
  private final InputPartitions inputs;
  private final Health health;
  private final Clock clock;
  private final Consumer<Throwable> onFatal;
  private final AtomicInteger replaced = new AtomicInteger();
  private volatile long windowBegan;

  /**
   * A runner of a graph that has not started.
   *
   * @param inputs asked before a thread is replaced; says itself what has become of them
   * @param onFatal is told the cause when the graph has stopped for good
   */
  public StreamsRunner(
      Topology topology,
      Properties properties,
      KafkaClientSupplier clients,
      InputPartitions inputs,
      Health health,
      MeterRegistry meters,
      Clock clock,
      Consumer<Throwable> onFatal) {
    this.streams = new KafkaStreams(topology, properties, clients);
    this.inputs = inputs;
    this.mark = StateMark.of(new StreamsConfig(properties));
    this.kafkaMetrics = new KafkaStreamsMetrics(streams);
    this.health = health;
    this.clock = clock;
    this.onFatal = onFatal;
    this.windowBegan = clock.millis();
    streams.setUncaughtExceptionHandler(this::replaceOrGiveUp);
    streams.setStateListener(
        (now, before) -> {
          LOG.info("Kafka Streams is {} (was {})", now, before);
          if (now == KafkaStreams.State.ERROR) {
            giveUp(new IllegalStateException("Kafka Streams is in state ERROR"));
          }
        });
    health.require("streams", StreamsReadiness.of(streams, meters)::state);
    kafkaMetrics.bindTo(meters);
  }

  /** Begins to read. */
  public void start() {
    mark.set(streams);
    streams.start();
  }

  /** For queries. */
  public KafkaStreams streams() {
    return streams;
  }

  /** The instances of this service, as far as they are known here and now. */
  public Set<HostInfo> instances() {
    try {
      return streams.metadataForAllStreamsClients().stream()
          .map(StreamsMetadata::hostInfo)
          .collect(Collectors.toSet());
    } catch (StreamsException | IllegalStateException e) {
      LOG.debug("the other instances are not known for now", e);
      return Set.of();
    }
  }

  /** Passing faults are worth a new thread; a fault that keeps coming back is not. */
  private StreamThreadExceptionResponse replaceOrGiveUp(Throwable cause) {
    if (inputs.look()) {
      return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
    }
    return replaceOrGiveUpAfterMany(cause);
  }

  private synchronized StreamThreadExceptionResponse replaceOrGiveUpAfterMany(Throwable cause) {
    long now = clock.millis();
    if (now - windowBegan > WINDOW.toMillis()) {
      windowBegan = now;
      replaced.set(0);
    }
    if (replaced.incrementAndGet() <= MOST_REPLACED) {
      LOG.error("a stream thread died and is replaced", cause);
      return StreamThreadExceptionResponse.REPLACE_THREAD;
    }
    LOG.error(
        "{} stream threads died within {}; this instance stops", MOST_REPLACED + 1, WINDOW, cause);
    giveUp(cause);
    return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
  }

  private void giveUp(Throwable cause) {
    if (health.fatal().isEmpty()) {
      health.fail("Kafka Streams stopped for good: " + cause);
    }
    onFatal.accept(cause);
  }

  /** Finishes what was read, commits, and leaves the group so that others take over at once. */
  @Override
  public void close() {
    boolean stopped =
        streams.close(
            CloseOptions.timeout(STOP_WITHIN)
                .withGroupMembershipOperation(GroupMembershipOperation.LEAVE_GROUP));
    if (stopped) {
      mark.remove();
    } else {
      LOG.warn("Kafka Streams did not stop within {}", STOP_WITHIN);
    }
    kafkaMetrics.close();
  }
}
