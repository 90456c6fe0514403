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
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.state.HostInfo;
import renewals.activation.api.QueryApi;
import renewals.activation.api.RenewalQuery;
import renewals.activation.config.ActivationSettings;
import renewals.activation.config.StreamsProperties;
import renewals.activation.ops.OpsFigures;
import renewals.activation.ops.TalliedFigures;
import renewals.activation.runtime.AppendWatch;
import renewals.activation.runtime.RegisteredSchemas;
import renewals.activation.runtime.StreamsRunner;
import renewals.activation.topology.ActivationTopology;
import renewals.activation.topology.Parts;
import renewals.activation.topology.PipelineCounts;
import renewals.activation.topology.ReadProgress.Inputs;
import renewals.activation.topology.TallyBoard;
import renewals.kit.Health;
import renewals.kit.ServiceHttp;
import renewals.kit.Settings;
import renewals.kit.kafka.KafkaReach;
import renewals.kit.kafka.TopicsCheck;
import renewals.kit.kafka.UnfitClusterException;
import renewals.schemas.Topic;
import renewals.schemas.Topics;
import renewals.schemas.wire.HttpSchemaRegistry;
import renewals.schemas.wire.RestingRegistry;
import renewals.schemas.wire.SchemaRegistry;

/** Wires the service, starts and stops it; decides nothing. */
public final class ActivationService implements AutoCloseable {

  private static final List<Topic> NEEDED =
      List.of(
          Topics.RENEWAL_REQUESTS,
          Topics.RENEWAL_PAYMENTS,
          Topics.CARRIER_REVIEWS,
          Topics.MERCHANT_CONTACTS,
          Topics.RENEWAL_ACTIVATIONS,
          Topics.RENEWAL_UPDATES,
          Topics.DEAD_LETTERS);
  private static final int MOST_DEADLINES_PER_TICK = 5_000;

  private final Admin admin;
  private final KafkaReach kafka;
  private final AppendWatch watch;
  private final StreamsRunner runner;
  private final ServiceHttp http;
  private final WebSide web;
  private final CompletableFuture<Void> stopped;

  private ActivationService(
      Admin admin,
      KafkaReach kafka,
      AppendWatch watch,
      StreamsRunner runner,
      ServiceHttp http,
      WebSide web,
      CompletableFuture<Void> stopped) {
    this.admin = admin;
    this.kafka = kafka;
    this.watch = watch;
    this.runner = runner;
    this.http = http;
    this.web = web;
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
    Map<String, Integer> partitions =
        new TopicsCheck(admin, settings.applicationId(), !settings.unreplicated()).verify(NEEDED);

    HttpSchemaRegistry registry = new HttpSchemaRegistry(settings.registryUrl());
    KafkaReach kafka = KafkaReach.open(adminProperties(settings), settings.applicationId());
    health.require("kafka", kafka::state);
    // work goes on without it: what has a schema that nobody knows yet is parked
    health.report(
        "registry", () -> registry.isReachable() ? Health.READY : "the registry gives no answer");

    RenewalQuery query = new RenewalQuery(settings.http().token(), clock);
    QueryApi api = new QueryApi(query, settings.http().token());
    TallyBoard board = new TallyBoard(meters);
    OpsFigures figures = new TalliedFigures(board::total);
    WebSide web = new WebSide(given, settings, query, figures, registry, clock);
    ServiceHttp http =
        ServiceHttp.start(
            settings.http().host(),
            settings.http().port(),
            health,
            meters,
            config -> {
              api.routes(config);
              web.routes(config);
            });
    HostInfo self = new HostInfo(settings.http().advertisedHost(), http.port());

    awaitSchemas(registry);
    AppendWatch watch = new AppendWatch(watchedTopics(settings), admin, clock, meters);
    Parts parts =
        new Parts(
            new RestingRegistry(registry, System::nanoTime),
            settings.terms(),
            partitions.getOrDefault(Topics.RENEWAL_REQUESTS.name(), 1),
            partitions.getOrDefault(Topics.RENEWAL_REQUESTS.name(), 1),
            settings.tick(),
            MOST_DEADLINES_PER_TICK,
            watch,
            new PipelineCounts(meters),
            board);
    Properties properties = StreamsProperties.of(settings, self.host() + ":" + self.port());
    CompletableFuture<Void> stopped = new CompletableFuture<>();
    StreamsRunner runner =
        new StreamsRunner(
            ActivationTopology.build(new StreamsConfig(properties), parts),
            properties,
            watch,
            health,
            meters,
            clock,
            stopped::completeExceptionally);
    query.connect(runner, self);
    watch.start();
    runner.start();
    web.start();
    return new ActivationService(admin, kafka, watch, runner, http, web, stopped);
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
            Topics.CARRIER_REVIEWS.name(),
            internal(settings, ActivationTopology.MOVED)),
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
   * @throws IllegalStateException it failed for good; the cause is the first that it met
   */
  public void awaitStop() {
    try {
      stopped.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException e) {
      throw new IllegalStateException("activation failed: " + e.getCause(), e.getCause());
    }
  }

  /** Stops answering, finishes what was read, commits, leaves the group. */
  @Override
  public void close() {
    web.close();
    http.close();
    runner.close();
    watch.close();
    admin.close();
    kafka.close();
    stopped.complete(null);
  }
}
