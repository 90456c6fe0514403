package renewals.activation;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.state.HostInfo;
import renewals.activation.announcement.stream.AnnouncementBoard;
import renewals.activation.announcement.stream.FollowedAnnouncements;
import renewals.activation.carrier.stream.CarrierBoard;
import renewals.activation.carrier.stream.CarrierGauges;
import renewals.activation.carrier.stream.HeardCarriers;
import renewals.activation.config.ActivationSettings;
import renewals.activation.config.KafkaSettings;
import renewals.activation.estimate.stream.Estimating;
import renewals.activation.estimate.stream.QuotedTimeGauges;
import renewals.activation.estimate.stream.RenewalEstimates;
import renewals.activation.estimate.stream.TimesBoard;
import renewals.activation.record.Ticks;
import renewals.activation.renewal.stream.StateCountsBoard;
import renewals.activation.topology.ActivationTopology;
import renewals.activation.topology.GraphTopics;
import renewals.activation.topology.TopologyParts;
import renewals.kit.Closing;
import renewals.kit.Health;
import renewals.kit.LinkSettings;
import renewals.kit.Settings;
import renewals.kit.http.ServiceHttp;
import renewals.kit.kafka.ClusterPreflight;
import renewals.kit.kafka.InputPartitions;
import renewals.kit.kafka.KafkaHealthCheck;
import renewals.kit.kafka.UnfitClusterException;
import renewals.kit.kafka.UnreadLosses;
import renewals.kit.sandbox.ServiceClock;
import renewals.kit.tracing.Tracing;
import renewals.provenance.RecordProvenance;
import renewals.schemas.Topics;
import renewals.schemas.wire.CircuitBreakingRegistry;
import renewals.schemas.wire.HttpSchemaRegistry;
import renewals.streams.record.TopicIds;
import renewals.streams.runtime.ServiceEnd;
import renewals.streams.runtime.SetAsideTimers;
import renewals.streams.runtime.StartGate;
import renewals.streams.runtime.StreamsRunner;
import renewals.streams.tail.CommittedConsumers;
import renewals.streams.watermark.InputWatermark;
import renewals.streams.watermark.StandbyFreshness;
import renewals.streams.watermark.WatchedClients;
import renewals.tracing.OtelTracing;

/**
 * Wires the service, starts and stops it; decides nothing.
 *
 * <p>Long because it makes all parts, in the order in which they close.
 */
public final class ActivationService implements AutoCloseable {

  private static final int MOST_DEADLINES_PER_TICK = 5_000;

  private final Closing opened;
  private final ServiceHttp http;
  private final ServiceEnd end;

  private ActivationService(Closing opened, ServiceHttp http, ServiceEnd end) {
    this.opened = opened;
    this.http = http;
    this.end = end;
  }

  /**
   * Starts an instance; returns once it reads, though maybe not yet with state restored. While
   * Kafka or the registry is away it waits, and its health says for what.
   *
   * @throws renewals.kit.SettingException a setting won't do
   * @throws renewals.kit.kafka.UnfitClusterException the cluster won't do
   */
  public static ActivationService start(Settings given) {
    ActivationSettings settings = ActivationSettings.read(given);
    Closing opened = new Closing();
    try {
      return start(given, settings, opened);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw opened.closedBy(new UnfitClusterException("interrupted while waiting to start"));
    } catch (RuntimeException e) {
      throw opened.closedBy(e);
    }
  }

  private static ActivationService start(
      Settings given, ActivationSettings settings, Closing opened) throws InterruptedException {
    ServiceClock time = opened.add(ServiceClock.open(given));
    Clock clock = time.clock();
    PrometheusMeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    Health health = new Health(meters);
    // closes last: what ends as the service does is given out too
    Tracing tracing = opened.add(OtelTracing.open(settings.tracing(), "activation-stream", meters));
    StartGate gate = new StartGate(health);
    HttpSchemaRegistry registry = new HttpSchemaRegistry(settings.registryUrl());
    KafkaHealthCheck kafka =
        opened.add(KafkaHealthCheck.open(adminProperties(settings), settings.applicationId()));
    health.require("kafka", kafka::state);
    // work goes on without it: what has a schema that nobody knows yet is parked
    health.report(
        "registry", () -> registry.isReachable() ? Health.READY : "the registry gives no answer");

    UnreadLosses losses =
        new UnreadLosses(ActivationTopics.namesRead(settings.merchantThreads() > 0), meters, clock);
    health.report("inputs", losses::state);
    SetAsideTimers timers = new SetAsideTimers(TopologyParts.TIMERS, meters, clock);
    health.report("timers", timers::state);

    var proofs = opened.add(RecordProvenance.open(settings.provenance(), clock, meters, health));
    CarrierBoard carriers = new CarrierBoard();
    CarrierGauges.show(meters, carriers, clock);
    TimesBoard times = new TimesBoard(carriers::downtime, settings.estimates().assumed(), clock);
    Estimating estimating =
        new Estimating(
            new RenewalEstimates(times, carriers),
            settings.estimates().publishEvery(),
            settings.estimates().on());
    AnnouncementBoard announcements = new AnnouncementBoard();
    StateCountsBoard board = new StateCountsBoard(meters);
    QuerySide queries =
        new QuerySide(
            settings.http(),
            LinkSettings.baseUrl(given),
            estimating,
            settings.policy(),
            times,
            board,
            losses,
            announcements,
            settings.merchantThreads() > 0,
            clock);
    times.whenFitted(new QuotedTimeGauges(meters)::show);
    ServiceHttp http =
        opened.add(
            ServiceHttp.start(
                settings.http().host(),
                settings.http().port(),
                settings.http().access(),
                health,
                meters,
                routes -> {
                  queries.routes(routes);
                  time.addTo(routes);
                }));
    http.reportTls(health, "tls");
    HostInfo self = new HostInfo(settings.http().advertisedHost(), http.port());

    Admin admin = opened.add(Admin.create(adminProperties(settings)));
    ClusterPreflight check =
        new ClusterPreflight(admin, settings.applicationId(), !settings.unreplicated());
    Found found =
        gate.awaitCluster(
            kafka,
            () ->
                new Found(
                    check.verify(ActivationTopics.NEEDED, GraphTopics.INTERNAL),
                    new TopicIds(check.ids(ActivationTopics.READ)),
                    MerchantFollower.verify(settings, admin)));
    int inputPartitions = found.partitions().getOrDefault(Topics.RENEWAL_REQUESTS.name(), 1);
    queries.know(inputPartitions);
    gate.awaitSchemas(registry, List.of(Topics.RENEWAL_UPDATES, Topics.RENEWAL_ACTIVATIONS));

    InputWatermark watch =
        opened.add(
            new InputWatermark(
                ActivationTopics.watched(settings.applicationId()),
                "renewals.deadlines.behind",
                admin,
                time,
                meters));
    StandbyFreshness copies =
        opened.add(new StandbyFreshness(settings.applicationId(), admin, clock));
    TopologyParts parts =
        new TopologyParts(
            new CircuitBreakingRegistry(registry, System::nanoTime),
            proofs,
            settings.policy(),
            settings.reports(),
            inputPartitions,
            new Ticks(settings.tick(), MOST_DEADLINES_PER_TICK),
            ((long) settings.caseMegabytes() << 20) / inputPartitions,
            ((long) settings.cardMegabytes() << 20) / inputPartitions,
            watch,
            meters,
            estimating,
            board,
            carriers,
            found.ids(),
            timers,
            tracing);
    StreamsConfig config =
        new StreamsConfig(KafkaSettings.of(settings, self.host() + ":" + self.port()));
    ServiceEnd end = new ServiceEnd();
    InputPartitions inputs =
        ActivationTopics.inputs(
            admin,
            settings.applicationId(),
            found.partitions(),
            unfit -> {
              health.fail(String.valueOf(unfit.getMessage()));
              end.failed(unfit);
            });
    StreamsRunner runner =
        opened.add(
            new StreamsRunner(
                ActivationTopology.build(config, parts),
                config,
                new WatchedClients(watch, copies, losses, time),
                inputs,
                health,
                meters,
                time,
                end::failed));
    queries.connect(runner, watch, copies, self);
    if (settings.merchantThreads() > 0) {
      MerchantFollower merchants =
          opened.add(
              new MerchantFollower(
                  settings,
                  found.outputs(),
                  new CircuitBreakingRegistry(registry, System::nanoTime),
                  admin,
                  losses,
                  self,
                  health,
                  meters,
                  time));
      queries.connectMerchants(merchants.runner(), merchants.watch(), merchants.copies(), self);
      merchants.start();
    }
    watch.start();
    copies.start();
    runner.start();
    opened.add(inputs).start();
    opened.add(times).start(runner.streams(), settings.estimates().fitEvery());
    CommittedConsumers consumers =
        new CommittedConsumers(settings.bootstrapServers(), settings.kafka());
    opened.add(HeardCarriers.tail(consumers, settings.applicationId(), carriers, clock)).start();
    opened
        .add(FollowedAnnouncements.tail(consumers, settings.applicationId(), announcements, clock))
        .start();
    return new ActivationService(opened, http, end);
  }

  /**
   * What was found of the topics.
   *
   * @param partitions by topic
   * @param outputs partitions of those that are followed for merchants' lists
   */
  private record Found(
      Map<String, Integer> partitions, TopicIds ids, Map<String, Integer> outputs) {}

  private static Map<String, Object> adminProperties(ActivationSettings settings) {
    Map<String, Object> properties = new HashMap<>(settings.kafka());
    properties.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, settings.bootstrapServers());
    return properties;
  }

  /** The port on which queries are answered. */
  public int port() {
    return http.port();
  }

  /**
   * Waits until the service has been closed.
   *
   * @throws UnfitClusterException the inputs have other partitions than at the start
   * @throws IllegalStateException it failed for good; the cause is the first that it met
   */
  public void awaitStop() {
    end.await("activation");
  }

  /** Finishes what was read, commits, leaves the group; in reverse order of the start. */
  @Override
  public void close() {
    try {
      opened.close();
    } finally {
      end.closed();
    }
  }
}
