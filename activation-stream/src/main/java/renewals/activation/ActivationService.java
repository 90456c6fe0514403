package renewals.activation;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.state.HostInfo;
import renewals.activation.config.ActivationSettings;
import renewals.activation.config.ActivationStreams;
import renewals.activation.estimate.RenewalEstimates;
import renewals.activation.query.ClusterStateCounts;
import renewals.activation.query.ClusterUnreadLosses;
import renewals.activation.query.Instances;
import renewals.activation.query.MovedPages;
import renewals.activation.query.QueryApi;
import renewals.activation.query.RenewalQuery;
import renewals.activation.runtime.HeardCarriers;
import renewals.activation.runtime.QuotedTimeGauges;
import renewals.activation.runtime.TimesBoard;
import renewals.activation.topology.ActivationTopology;
import renewals.activation.topology.CarrierBoard;
import renewals.activation.topology.Estimating;
import renewals.activation.topology.Inputs;
import renewals.activation.topology.Parts;
import renewals.activation.topology.PipelineCounts;
import renewals.activation.topology.StateCountsBoard;
import renewals.kit.Health;
import renewals.kit.LinkSettings;
import renewals.kit.ServiceHttp;
import renewals.kit.Settings;
import renewals.kit.kafka.ClusterPreflight;
import renewals.kit.kafka.InputPartitions;
import renewals.kit.kafka.KafkaHealthCheck;
import renewals.kit.kafka.UnfitClusterException;
import renewals.kit.kafka.UnreadLosses;
import renewals.schemas.Topic;
import renewals.schemas.Topics;
import renewals.schemas.wire.CircuitBreakingRegistry;
import renewals.schemas.wire.HttpSchemaRegistry;
import renewals.streams.record.TopicIds;
import renewals.streams.runtime.Closing;
import renewals.streams.runtime.StartGate;
import renewals.streams.runtime.StreamsRunner;
import renewals.streams.tail.CommittedConsumers;
import renewals.streams.tail.TopicTail;
import renewals.streams.tail.TopicTail.From;
import renewals.streams.watermark.InputWatermark;
import renewals.streams.watermark.StandbyFreshness;
import renewals.streams.watermark.WatchedClients;

/** Wires the service, starts and stops it; decides nothing. */
public final class ActivationService implements AutoCloseable {

  private static final List<Topic> NEEDED =
      List.of(
          Topics.RENEWAL_REQUESTS,
          Topics.RENEWAL_PAYMENTS,
          Topics.CARRIER_REVIEWS,
          Topics.CARRIER_STATUS,
          Topics.RENEWAL_ACTIVATIONS,
          Topics.RENEWAL_UPDATES,
          Topics.PROCESSING_TIMES,
          Topics.DEAD_LETTERS);

  /** What is read with a place in it that is committed. */
  private static final List<Topic> READ =
      List.of(
          Topics.RENEWAL_REQUESTS,
          Topics.RENEWAL_PAYMENTS,
          Topics.CARRIER_REVIEWS,
          Topics.CARRIER_STATUS);

  private static final int MOST_DEADLINES_PER_TICK = 5_000;

  private final Closing opened;
  private final ServiceHttp http;
  private final CompletableFuture<Void> stopped;

  private ActivationService(Closing opened, ServiceHttp http, CompletableFuture<Void> stopped) {
    this.opened = opened;
    this.http = http;
    this.stopped = stopped;
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
    Clock clock = Clock.systemUTC();
    PrometheusMeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    Health health = new Health(meters);
    StartGate gate = new StartGate(health);
    HttpSchemaRegistry registry = new HttpSchemaRegistry(settings.registryUrl());
    KafkaHealthCheck kafka =
        opened.add(KafkaHealthCheck.open(adminProperties(settings), settings.applicationId()));
    health.require("kafka", kafka::state);
    // work goes on without it: what has a schema that nobody knows yet is parked
    health.report(
        "registry", () -> registry.isReachable() ? Health.READY : "the registry gives no answer");

    UnreadLosses losses = new UnreadLosses(READ.stream().map(Topic::name).toList(), meters, clock);
    health.report("inputs", losses::state);

    CarrierBoard carriers = new CarrierBoard();
    TimesBoard times = new TimesBoard(carriers::halts, settings.estimates().assumed(), clock);
    Estimating estimating =
        new Estimating(
            new RenewalEstimates(times, carriers),
            settings.estimates().publishEvery(),
            settings.estimates().on());
    RenewalQuery query = new RenewalQuery(settings.http().token(), estimating, clock);
    StateCountsBoard board = new StateCountsBoard(meters);
    AtomicInteger knownPartitions = new AtomicInteger();
    ClusterStateCounts counts =
        new ClusterStateCounts(board::byPartition, knownPartitions::get, settings.http().token());
    ClusterUnreadLosses lost = new ClusterUnreadLosses(losses::latest, settings.http().token());
    QueryApi api = new QueryApi(query, counts, lost, times, settings.http().token());
    MovedPages moved = new MovedPages(LinkSettings.baseUrl(given));
    times.whenFitted(new QuotedTimeGauges(meters)::show);
    ServiceHttp http =
        opened.add(
            ServiceHttp.start(
                settings.http().host(),
                settings.http().port(),
                settings.http().access(),
                health,
                meters,
                config -> {
                  api.routes(config);
                  moved.routes(config);
                }));
    HostInfo self = new HostInfo(settings.http().advertisedHost(), http.port());

    Admin admin = opened.add(Admin.create(adminProperties(settings)));
    ClusterPreflight check =
        new ClusterPreflight(admin, settings.applicationId(), !settings.unreplicated());
    Found found =
        gate.awaitCluster(
            kafka,
            () ->
                new Found(
                    check.verify(NEEDED, ActivationTopology.INTERNAL),
                    new TopicIds(check.ids(READ))));
    int inputPartitions = found.partitions().getOrDefault(Topics.RENEWAL_REQUESTS.name(), 1);
    knownPartitions.set(inputPartitions);
    gate.awaitSchemas(registry, List.of(Topics.RENEWAL_UPDATES, Topics.RENEWAL_ACTIVATIONS));

    InputWatermark watch =
        opened.add(
            new InputWatermark(
                watchedTopics(settings), "renewals.deadlines.behind", admin, clock, meters));
    StandbyFreshness copies =
        opened.add(new StandbyFreshness(settings.applicationId(), admin, clock));
    Parts parts =
        new Parts(
            new CircuitBreakingRegistry(registry, System::nanoTime),
            settings.terms(),
            inputPartitions,
            inputPartitions,
            settings.tick(),
            MOST_DEADLINES_PER_TICK,
            ((long) settings.caseMegabytes() << 20) / inputPartitions,
            ((long) settings.cardMegabytes() << 20) / inputPartitions,
            watch,
            new PipelineCounts(meters),
            estimating,
            board,
            carriers,
            found.ids());
    StreamsConfig config =
        new StreamsConfig(ActivationStreams.of(settings, self.host() + ":" + self.port()));
    CompletableFuture<Void> stopped = new CompletableFuture<>();
    InputPartitions inputs =
        inputs(
            admin,
            settings,
            found.partitions(),
            unfit -> {
              health.fail(String.valueOf(unfit.getMessage()));
              stopped.completeExceptionally(unfit);
            });
    StreamsRunner runner =
        opened.add(
            new StreamsRunner(
                ActivationTopology.build(config, parts),
                config,
                new WatchedClients(watch, copies, losses),
                inputs,
                health,
                meters,
                clock,
                stopped::completeExceptionally));
    query.connect(runner, watch, copies, self);
    Instances instances = new Instances(runner::instances, self);
    counts.connect(instances);
    lost.connect(instances);
    watch.start();
    copies.start();
    runner.start();
    opened.add(inputs).start();
    opened.add(times).start(runner.streams(), settings.estimates().fitEvery());
    opened.add(heard(settings, carriers, clock)).start();
    return new ActivationService(opened, http, stopped);
  }

  /**
   * What was found of the topics.
   *
   * @param partitions by topic
   */
  private record Found(Map<String, Integer> partitions, TopicIds ids) {}

  private static InputPartitions inputs(
      Admin admin,
      ActivationSettings settings,
      Map<String, Integer> partitions,
      Consumer<UnfitClusterException> onChange) {
    Map<String, Integer> read = new HashMap<>(partitions);
    read.keySet().retainAll(READ.stream().map(Topic::name).toList());
    return new InputPartitions(admin, settings.applicationId(), read, onChange);
  }

  private static TopicTail heard(ActivationSettings settings, CarrierBoard carriers, Clock clock) {
    return new TopicTail(
        "carriers",
        new CommittedConsumers(settings.bootstrapServers(), settings.kafka()),
        List.of(HeardCarriers.topic(settings.applicationId())),
        new From.TheBeginning(),
        new HeardCarriers(carriers),
        clock);
  }

  private static Map<String, Object> adminProperties(ActivationSettings settings) {
    Map<String, Object> properties = new HashMap<>(settings.kafka());
    properties.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, settings.bootstrapServers());
    return properties;
  }

  private static Map<Inputs, Set<String>> watchedTopics(ActivationSettings settings) {
    return Map.of(
        Inputs.RENEWAL_FACTS,
        Set.of(
            Topics.RENEWAL_REQUESTS.name(),
            Topics.RENEWAL_PAYMENTS.name(),
            Topics.CARRIER_REVIEWS.name()),
        Inputs.CARD_CHANGES,
        Set.of(internal(settings, ActivationTopology.CARD_CHANGES)));
  }

  private static String internal(ActivationSettings settings, String name) {
    return "%s-%s-repartition".formatted(settings.applicationId(), name);
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
    try {
      stopped.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof UnfitClusterException unfit) {
        throw unfit;
      }
      throw new IllegalStateException("activation failed: " + e.getCause(), e.getCause());
    }
  }

  /** Finishes what was read, commits, leaves the group; in reverse order of the start. */
  @Override
  public void close() {
    try {
      opened.close();
    } finally {
      stopped.complete(null);
    }
  }
}
