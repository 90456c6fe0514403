package renewals.activation;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.kafka.KafkaStreamsMetrics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.state.HostInfo;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import renewals.activation.config.ActivationSettings;
import renewals.activation.config.KafkaSettings;
import renewals.activation.merchant.stream.MerchantCounts;
import renewals.activation.merchant.stream.MerchantParts;
import renewals.activation.merchant.stream.MerchantTopology;
import renewals.activation.record.Ticks;
import renewals.kit.Closing;
import renewals.kit.Health;
import renewals.kit.kafka.ClusterPreflight;
import renewals.kit.kafka.InputPartitions;
import renewals.kit.kafka.UnfitClusterException;
import renewals.kit.kafka.UnreadLosses;
import renewals.kit.sandbox.ServiceClock;
import renewals.schemas.wire.SchemaRegistry;
import renewals.streams.runtime.StreamsRunner;
import renewals.streams.watermark.InputWatermark;
import renewals.streams.watermark.StandbyFreshness;
import renewals.streams.watermark.WatchedClients;

/**
 * Runs the reader that keeps merchants' lists: a second stream application in this process, with
 * threads, a group and transactions of its own. Where it fails, this instance goes on deciding, and
 * its health says so.
 */
final class MerchantFollower implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(MerchantFollower.class);

  /** So many entries are looked at in a tick for whether they may be forgotten. */
  private static final Ticks TICKS = new Ticks(Duration.ofSeconds(1), 200);

  private final Closing opened = new Closing();
  private final StreamsRunner runner;
  private final InputWatermark watch;
  private final StandbyFreshness copies;
  private final InputPartitions outputs;

  /**
   * Checks that the outputs, and what it keeps of them, are as it needs them.
   *
   * @return partition count of each output; empty where this instance keeps no lists
   * @throws UnfitClusterException they are not
   */
  static Map<String, Integer> verify(ActivationSettings settings, Admin admin) {
    return settings.merchantThreads() == 0
        ? Map.of()
        : new ClusterPreflight(admin, applicationId(settings), !settings.unreplicated())
            .verify(MerchantTopology.READ, MerchantTopology.INTERNAL);
  }

  private static String applicationId(ActivationSettings settings) {
    return settings.applicationId() + MerchantTopology.SUFFIX;
  }

  /**
   * A follower that has not begun.
   *
   * @param admin asked; stays the caller's
   * @param partitions of the outputs, by topic
   * @param self where other instances ask this one
   */
  MerchantFollower(
      ActivationSettings settings,
      Map<String, Integer> partitions,
      SchemaRegistry registry,
      Admin admin,
      UnreadLosses losses,
      HostInfo self,
      Health health,
      MeterRegistry meters,
      ServiceClock time) {
    Clock clock = time.clock();
    String applicationId = applicationId(settings);
    // Its health is one part of the service's, and no reason to restart the service.
    SimpleMeterRegistry own = new SimpleMeterRegistry();
    Health state = new Health(own);
    health.report("merchants", () -> said(state));
    this.watch =
        opened.add(
            new InputWatermark(
                MerchantTopology.watched(), "renewals.merchants.behind", admin, time, meters));
    this.copies = opened.add(new StandbyFreshness(applicationId, admin, clock));
    this.outputs =
        opened.add(
            new InputPartitions(
                admin,
                applicationId,
                partitions,
                unfit -> state.fail(String.valueOf(unfit.getMessage()))));
    StreamsConfig config =
        new StreamsConfig(
            KafkaSettings.ofMerchants(settings, applicationId, self.host() + ":" + self.port()));
    this.runner =
        opened.add(
            new StreamsRunner(
                MerchantTopology.build(
                    config, new MerchantParts(registry, watch, TICKS, new MerchantCounts(meters))),
                config,
                new WatchedClients(watch, copies, losses, time),
                outputs,
                state,
                own,
                time,
                cause -> LOG.error("merchants' lists are followed no more", cause)));
    opened.add(bound(new KafkaStreamsMetrics(runner.streams()), meters));
  }

  private static KafkaStreamsMetrics bound(KafkaStreamsMetrics metrics, MeterRegistry meters) {
    metrics.bindTo(meters);
    return metrics;
  }

  private static String said(Health state) {
    Health.Report report = state.report();
    if (report.ready()) {
      return Health.READY;
    }
    return state.fatal().isEmpty() ? String.join(", ", report.parts().values()) : state.fatal();
  }

  /** Begins to read. */
  void start() {
    watch.start();
    copies.start();
    runner.start();
    outputs.start();
  }

  StreamsRunner runner() {
    return runner;
  }

  InputWatermark watch() {
    return watch;
  }

  StandbyFreshness copies() {
    return copies;
  }

  /** Finishes what was read, commits, and leaves its group. */
  @Override
  public void close() {
    opened.close();
  }
}
