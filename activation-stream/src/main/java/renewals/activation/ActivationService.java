package renewals.activation;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.state.HostInfo;
import renewals.activation.api.AllTallies;
import renewals.activation.api.QueryApi;
import renewals.activation.api.RenewalQuery;
import renewals.activation.config.ActivationSettings;
import renewals.activation.config.StreamsProperties;
import renewals.activation.estimate.Outlook;
import renewals.activation.follow.CommittedConsumers;
import renewals.activation.follow.TopicTail;
import renewals.activation.follow.TopicTail.From;
import renewals.activation.ops.GatheredFigures;
import renewals.activation.runtime.AppendWatch;
import renewals.activation.runtime.CopyWatch;
import renewals.activation.runtime.HeardCarriers;
import renewals.activation.runtime.PromiseGauges;
import renewals.activation.runtime.RegisteredSchemas;
import renewals.activation.runtime.StreamsRunner;
import renewals.activation.runtime.TimesBoard;
import renewals.activation.runtime.WatchedClients;
import renewals.activation.topology.ActivationTopology;
import renewals.activation.topology.CarrierBoard;
import renewals.activation.topology.Estimating;
import renewals.activation.topology.Parts;
import renewals.activation.topology.PipelineCounts;
import renewals.activation.topology.ReadProgress.Inputs;
import renewals.activation.topology.TallyBoard;
import renewals.kit.Health;
import renewals.kit.ServiceHttp;
import renewals.kit.Settings;
import renewals.kit.kafka.InputPartitions;
import renewals.kit.kafka.KafkaReach;
import renewals.kit.kafka.TopicsCheck;
import renewals.kit.kafka.UnfitClusterException;
import renewals.kit.kafka.UnreadLosses;
import renewals.schemas.Topic;
import renewals.schemas.Topics;
import renewals.schemas.wire.HttpSchemaRegistry;
import renewals.schemas.wire.RestingRegistry;
import renewals.schemas.wire.SchemaRegistry;
import renewals.streams.record.TopicIds;

/** Wires the service, starts and stops it; decides nothing. */
public final class ActivationService implements AutoCloseable {

  private static final List<Topic> NEEDED =
      List.of(
          Topics.RENEWAL_REQUESTS,
          Topics.RENEWAL_PAYMENTS,
          Topics.CARRIER_REVIEWS,
          Topics.CARRIER_STATUS,
          Topics.MERCHANT_CONTACTS,
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

  private final Admin admin;
  private final KafkaReach kafka;
  private final AppendWatch watch;
  private final CopyWatch copies;
  private final InputPartitions inputs;
  private final StreamsRunner runner;
  private final ServiceHttp http;
  private final WebSide web;
  private final TimesBoard times;
  private final TopicTail heard;
  private final CompletableFuture<Void> stopped;

  private ActivationService(
      Admin admin,
      KafkaReach kafka,
      AppendWatch watch,
      CopyWatch copies,
      InputPartitions inputs,
      StreamsRunner runner,
      ServiceHttp http,
      WebSide web,
      TimesBoard times,
      TopicTail heard,
      CompletableFuture<Void> stopped) {
    this.admin = admin;
    this.kafka = kafka;
    this.watch = watch;
    this.copies = copies;
    this.inputs = inputs;
    this.runner = runner;
    this.http = http;
    this.web = web;
    this.times = times;
    this.heard = heard;
    this.stopped = stopped;
  }

  /**
   * Starts an instance; returns once it reads, though maybe not yet with state restored.
   *
   * @throws renewals.kit.SettingException a setting won't do
   * @throws renewals.kit.kafka.UnfitClusterException the cluster won't do
   */
  public static ActivationService start(Settings given) {
    ActivationSettings settings = ActivationSettings.read(given);
    Clock clock = Clock.systemUTC();
    PrometheusMeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    Health health = new Health(meters);
    health.require("streams", () -> "waiting for the schema registry");
    Admin admin = Admin.create(adminProperties(settings));
    TopicsCheck check = new TopicsCheck(admin, settings.applicationId(), !settings.unreplicated());
    Map<String, Integer> partitions = check.verify(NEEDED, ActivationTopology.INTERNAL);

    HttpSchemaRegistry registry = new HttpSchemaRegistry(settings.registryUrl());
    KafkaReach kafka = KafkaReach.open(adminProperties(settings), settings.applicationId());
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
            new Outlook(times, carriers),
            settings.estimates().publishEvery(),
            settings.estimates().on());
    RenewalQuery query = new RenewalQuery(settings.http().token(), estimating, clock);
    TallyBoard board = new TallyBoard(meters);
    int inputPartitions = partitions.getOrDefault(Topics.RENEWAL_REQUESTS.name(), 1);
    AllTallies tallies =
        new AllTallies(board::byPartition, inputPartitions, settings.http().token());
    QueryApi api = new QueryApi(query, tallies, times, settings.http().token());
    times.whenFitted(new PromiseGauges(meters)::show);
    WebSide web =
        new WebSide(
            given,
            settings,
            query,
            new GatheredFigures(tallies::gather, times),
            losses,
            registry,
            clock,
            meters);
    ServiceHttp http =
        ServiceHttp.start(
            settings.http().host(),
            settings.http().port(),
            settings.http().access(),
            health,
            meters,
            config -> {
              api.routes(config);
              web.routes(config);
            });
    HostInfo self = new HostInfo(settings.http().advertisedHost(), http.port());

    awaitSchemas(registry);
    AppendWatch watch = new AppendWatch(watchedTopics(settings), admin, clock, meters);
    CopyWatch copies = new CopyWatch(settings.applicationId(), admin, clock);
    Parts parts =
        new Parts(
            new RestingRegistry(registry, System::nanoTime),
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
            new TopicIds(check.ids(READ)));
    Properties properties = StreamsProperties.of(settings, self.host() + ":" + self.port());
    CompletableFuture<Void> stopped = new CompletableFuture<>();
    InputPartitions inputs =
        inputs(
            admin,
            settings,
            partitions,
            unfit -> {
              health.fail(String.valueOf(unfit.getMessage()));
              stopped.completeExceptionally(unfit);
            });
    StreamsRunner runner =
        new StreamsRunner(
            ActivationTopology.build(new StreamsConfig(properties), parts),
            properties,
            new WatchedClients(watch, copies, losses),
            inputs,
            health,
            meters,
            clock,
            stopped::completeExceptionally);
    query.connect(runner, watch, copies, self);
    tallies.connect(runner::instances, self);
    watch.start();
    copies.start();
    runner.start();
    inputs.start();
    times.start(runner.streams(), settings.estimates().fitEvery());
    TopicTail heard = heard(settings, carriers, clock);
    heard.start();
    web.start();
    return new ActivationService(
        admin, kafka, watch, copies, inputs, runner, http, web, times, heard, stopped);
  }

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

  private static void awaitSchemas(SchemaRegistry registry) {
    try {
      RegisteredSchemas.await(
          registry, List.of(Topics.RENEWAL_UPDATES, Topics.RENEWAL_ACTIVATIONS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UnfitClusterException("interrupted while waiting for the schema registry");
    }
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

  /** The port of the merchant's page: that of the queries unless it has one of its own. */
  public int pagePort() {
    return web.pagePort().orElse(http.port());
  }

  /** The port of the operators' page. */
  public int opsPort() {
    return web.opsPort();
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

  /** Stops answering, finishes what was read, commits, leaves the group. */
  @Override
  public void close() {
    web.close();
    http.close();
    times.close();
    heard.close();
    inputs.close();
    runner.close();
    watch.close();
    copies.close();
    admin.close();
    kafka.close();
    stopped.complete(null);
  }
}
