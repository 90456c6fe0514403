package renewals.streams.runtime;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.kafka.KafkaStreamsMetrics;
import java.time.Duration;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
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
import renewals.kit.sandbox.ServiceClock;

/**
 * Runs a graph: starts it, reports its health, replaces threads that die, and stops it.
 *
 * <p>A thread that dies is replaced, since what felled it may pass: ten times in ten minutes at
 * most, never after an error of the JVM. Then, and where an input has lost its partitions, the
 * instance stops for good and says so once; its tasks go to the others, and whoever runs the
 * process ends it. A stop takes 30 s at most; one that took longer counts as unclean ({@link
 * UncleanShutdownMarker}). Called by the thread that starts and stops the service; {@link #streams}
 * and {@link #instances} by any.
 */
public final class StreamsRunner implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(StreamsRunner.class);

  /** How often a thread of a sandbox looks at what is due where nothing comes in, and commits. */
  private static final long SANDBOX_STEP_MS = 25;

  private static final Duration STOP_WITHIN = Duration.ofSeconds(30);

  private final KafkaStreams streams;
  private final UncleanShutdownMarker marker;
  private final KafkaStreamsMetrics kafkaMetrics;
  private final InputPartitions inputs;
  private final Health health;
  private final ThreadDeaths deaths;
  private final Consumer<Throwable> onFatal;
  private final AtomicBoolean givenUp = new AtomicBoolean();

  /**
   * A runner of a graph that has not started.
   *
   * @param clients makes Kafka's clients
   * @param inputs asked before a thread is replaced; says itself what has become of them
   * @param health where the graph's state is reported, as the part {@code streams}
   * @param clock by which the graph punctuates
   * @param onFatal called with the first cause, once, when the graph has stopped for good
   */
  public StreamsRunner(
      Topology topology,
      StreamsConfig config,
      KafkaClientSupplier clients,
      InputPartitions inputs,
      Health health,
      MeterRegistry meters,
      ServiceClock clock,
      Consumer<Throwable> onFatal) {
    this.streams = streams(topology, config, clients, clock);
    this.marker = UncleanShutdownMarker.of(config);
    this.inputs = inputs;
    this.kafkaMetrics = new KafkaStreamsMetrics(streams);
    this.health = health;
    this.deaths = new ThreadDeaths(clock.trueTime());
    this.onFatal = onFatal;
    streams.setUncaughtExceptionHandler(this::replaceOrGiveUp);
    streams.setStateListener(
        (now, before) -> {
          LOG.info("Kafka Streams is {} (was {})", now, before);
          if (now == KafkaStreams.State.ERROR) {
            giveUp();
          }
        });
    health.require("streams", StreamsReadiness.of(streams, meters)::state);
    kafkaMetrics.bindTo(meters);
  }

  private static KafkaStreams streams(
      Topology topology, StreamsConfig config, KafkaClientSupplier clients, ServiceClock clock) {
    if (!clock.isOfSandbox()) {
      return new KafkaStreams(topology, config, clients);
    }
    Properties properties = new Properties();
    properties.putAll(config.originals());
    // a move of the clock would be taken for patience that is at its end
    properties.put(StreamsConfig.TASK_TIMEOUT_MS_CONFIG, Duration.ofDays(36_500).toMillis());
    // whoever moves the clock waits for all that falls due, one service after the other
    properties.put(StreamsConfig.POLL_MS_CONFIG, SANDBOX_STEP_MS);
    properties.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, SANDBOX_STEP_MS);
    return new KafkaStreams(topology, properties, clients, clock.time());
  }

  /** Begins to read. */
  public void start() {
    marker.set(streams);
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
    if (deaths.mayReplace(cause)) {
      LOG.error("a stream thread died and is replaced", cause);
      return StreamThreadExceptionResponse.REPLACE_THREAD;
    }
    LOG.error("a stream thread died and is not replaced: this instance stops", cause);
    giveUp();
    return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
  }

  private void giveUp() {
    if (givenUp.compareAndSet(false, true)) {
      Throwable first = deaths.first();
      if (health.fatal().isEmpty()) {
        health.fail("Kafka Streams stopped for good: " + first);
      }
      onFatal.accept(first);
    }
  }

  /** Finishes what was read, commits, and leaves the group so that others take over at once. */
  @Override
  public void close() {
    boolean stopped =
        streams.close(
            CloseOptions.timeout(STOP_WITHIN)
                .withGroupMembershipOperation(GroupMembershipOperation.LEAVE_GROUP));
    if (stopped) {
      marker.remove();
    } else {
      LOG.warn("Kafka Streams did not stop within {}", STOP_WITHIN);
    }
    kafkaMetrics.close();
  }
}
