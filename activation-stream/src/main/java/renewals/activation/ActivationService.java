package renewals.activation;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.state.HostInfo;
import renewals.activation.api.QueryApi;
import renewals.activation.config.ActivationSettings;
import renewals.activation.config.StreamsProperties;
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
import renewals.kit.kafka.TopicsCheck;
import renewals.kit.kafka.UnfitClusterException;
import renewals.schemas.Topic;
import renewals.schemas.Topics;
import renewals.schemas.wire.HttpSchemaRegistry;
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
  private final AppendWatch watch;
  private final StreamsRunner runner;
  private final ServiceHttp http;
  private final CountDownLatch stopped = new CountDownLatch(1);

  private ActivationService(
      Admin admin, AppendWatch watch, StreamsRunner runner, ServiceHttp http) {
    this.admin = admin;
    this.watch = watch;
    this.runner = runner;
    this.http = http;
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
    Health health = new Health();
    PrometheusMeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    Admin admin = Admin.create(adminProperties(settings));
    Map<String, Integer> partitions =
        new TopicsCheck(admin, settings.applicationId(), !settings.unreplicated()).verify(NEEDED);

    QueryApi api = new QueryApi(settings.http().token(), clock);
    ServiceHttp http =
        ServiceHttp.start(
            settings.http().host(), settings.http().port(), health, meters, api::routes);
    HostInfo self = new HostInfo(settings.http().advertisedHost(), http.port());

    SchemaRegistry registry = new HttpSchemaRegistry(settings.registryUrl());
    awaitSchemas(registry);
    TallyBoard board = new TallyBoard(meters);
    AppendWatch watch = new AppendWatch(watchedTopics(settings), admin, clock);
    Parts parts =
        new Parts(
            registry,
            settings.terms(),
            partitions.getOrDefault(Topics.RENEWAL_REQUESTS.name(), 1),
            partitions.getOrDefault(Topics.RENEWAL_REQUESTS.name(), 1),
            settings.tick(),
            MOST_DEADLINES_PER_TICK,
            watch,
            new PipelineCounts(meters),
            board);
    Properties properties = StreamsProperties.of(settings, self.host() + ":" + self.port());
    StreamsRunner runner =
        new StreamsRunner(
            ActivationTopology.build(new StreamsConfig(properties), parts),
            properties,
            watch,
            health,
            meters,
            clock);
    api.connect(runner, self);
    watch.start();
    runner.start();
    return new ActivationService(admin, watch, runner, http);
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

  /** Waits until the service has been closed. */
  public void awaitStop() {
    try {
      stopped.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Stops answering, finishes what was read, commits, leaves the group. */
  @Override
  public void close() {
    http.close();
    runner.close();
    watch.close();
    admin.close();
    stopped.countDown();
  }
}
