package renewals.notifier;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import renewals.kit.Closing;
import renewals.kit.Health;
import renewals.kit.Settings;
import renewals.kit.http.ServiceHttp;
import renewals.kit.kafka.KafkaHealthCheck;
import renewals.kit.kafka.LastingProducer;
import renewals.kit.kafka.LossTellingConsumer;
import renewals.kit.kafka.UnfitClusterException;
import renewals.kit.kafka.UnreadLosses;
import renewals.kit.sandbox.ServiceClock;
import renewals.kit.tracing.Tracing;
import renewals.notifier.config.KafkaSettings;
import renewals.notifier.config.NotifierConfig;
import renewals.notifier.senders.NoticeSenders;
import renewals.notifier.senders.dispatch.DueNotices;
import renewals.notifier.senders.dispatch.PublishedResults;
import renewals.notifier.topology.NotifierTopology;
import renewals.provenance.RecordProvenance;
import renewals.schemas.Topic;
import renewals.schemas.wire.CircuitBreakingRegistry;
import renewals.schemas.wire.HttpSchemaRegistry;
import renewals.streams.record.TopicIds;
import renewals.streams.runtime.ServiceEnd;
import renewals.streams.runtime.SetAsideTimers;
import renewals.streams.runtime.StartGate;
import renewals.tracing.OtelTracing;

/**
 * Tells merchants what happened, as they want to be told, and keeps receipts. Wires a stream, its
 * senders and their gateways in the order in which they close.
 *
 * <p>Long because it makes all parts, in that order.
 */
public final class NotifierService implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(NotifierService.class);

  private static final Duration STOP_PATIENCE = Duration.ofSeconds(30);

  private final NotifierConfig config;
  private final ServiceClock time;
  private final Clock clock;
  private final PrometheusMeterRegistry metrics =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final Health health = new Health(metrics);
  private final StartGate gate = new StartGate(health);
  private final Closing opened = new Closing();
  private final AtomicBoolean closed = new AtomicBoolean();
  private final ServiceEnd end = new ServiceEnd();
  private final CircuitBreakingRegistry registry;
  private final KafkaHealthCheck reach;
  private final UnreadLosses losses;
  private final SetAsideTimers timers;
  private final RecordProvenance provenance;
  private final Tracing tracing;
  private final ServiceHttp http;
  private final Admin admin;
  private volatile @Nullable Thread starter;
  private volatile @Nullable NoticeSenders senders;

  private NotifierService(NotifierConfig config, ServiceClock time) {
    this.config = config;
    this.time = opened.add(time);
    this.clock = time.clock();
    // closes last: what ends as the service does is given out too
    this.tracing = opened.add(OtelTracing.open(config.tracing(), "notifier", metrics));
    HttpSchemaRegistry asked = new HttpSchemaRegistry(config.registryUrl());
    this.registry = new CircuitBreakingRegistry(asked, System::nanoTime);
    this.reach =
        opened.add(KafkaHealthCheck.open(config.kafka().admin(), config.kafka().applicationId()));
    this.losses =
        new UnreadLosses(FoundTopics.READ.stream().map(Topic::name).toList(), metrics, clock);
    health.require("senders", this::sendersState);
    health.require("kafka", reach::state);
    // the other channels send on, and notices by SMS wait
    health.report("sms", this::smsState);
    health.report("terminals", this::terminalState);
    // the secrets of before stay in force
    health.report("webhook-secrets", config.channels().webhooks().secrets()::state);
    health.report("robot-secrets", config.channels().robots().secrets()::state);
    health.report("inputs", losses::state);
    this.timers = new SetAsideTimers(NotifierTopology.timers(), metrics, clock);
    health.report("timers", timers::state);
    // work goes on without it: what has a schema that nobody knows yet is parked
    health.report(
        "registry", () -> asked.isReachable() ? Health.READY : "the registry gives no answer");
    this.provenance =
        opened.add(RecordProvenance.open(config.provenance(), clock, metrics, health));
    GatewayReports reports = new GatewayReports(config.smsReportToken(), this::keeperOfReports);
    ResendRoute resends = new ResendRoute(config.httpToken(), this::keeperOfResends);
    try {
      this.http =
          opened.add(
              ServiceHttp.start(
                  config.httpHost(),
                  config.httpPort(),
                  config.httpAccess(),
                  health,
                  metrics,
                  routes -> {
                    reports.addTo(routes);
                    resends.addTo(routes);
                    time.addTo(routes);
                  }));
      http.reportTls(health, "tls");
      this.admin = opened.add(Admin.create(config.kafka().admin()));
    } catch (RuntimeException e) {
      throw opened.closedBy(e);
    }
  }

  /**
   * Starts the notifier. Waits for Kafka while it is away, and returns when the topics are checked;
   * streams and senders begin, and readiness comes, as soon as the registry has given the schema
   * ids. HTTP answers from the beginning, and readiness says what is waited for.
   *
   * @throws renewals.kit.SettingException a setting is not what is expected
   * @throws renewals.kit.kafka.UnfitClusterException the cluster or its topics are not as they must
   *     be
   */
  public static NotifierService start(Settings settings) {
    NotifierService service =
        new NotifierService(NotifierConfig.of(settings), ServiceClock.open(settings));
    try {
      service.startWith(service.awaitCluster());
      return service;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw service.opened.closedBy(
          new UnfitClusterException("interrupted while waiting to start"));
    } catch (RuntimeException e) {
      throw service.opened.closedBy(e);
    }
  }

  /** The port that HTTP answers on. */
  public int port() {
    return http.port();
  }

  /**
   * Waits until the notifier is closed.
   *
   * @throws UnfitClusterException the inputs have other partitions than at the start
   * @throws IllegalStateException it failed for good; the cause is the first that it met
   */
  public void awaitStop() {
    end.await("notifier");
  }

  /** Sends nothing new, ends what is under way, commits, leaves its groups. */
  @Override
  public void close() {
    if (!closed.compareAndSet(false, true)) {
      return;
    }
    Thread starting = starter;
    if (starting != null) {
      starting.interrupt();
      try {
        starting.join(STOP_PATIENCE);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
    try {
      opened.close();
    } finally {
      end.closed();
    }
  }

  private FoundTopics awaitCluster() throws InterruptedException {
    return gate.awaitCluster(reach, () -> FoundTopics.verified(admin, config.kafka()));
  }

  private void startWith(FoundTopics found) {
    Thread starting =
        Thread.ofPlatform().daemon().name("notifier-start").unstarted(() -> begin(found));
    starter = starting;
    starting.start();
  }

  private void begin(FoundTopics found) {
    try {
      gate.awaitSchemas(registry, NoticeStreams.WRITTEN);
      NoticeStreams streams =
          new NoticeStreams(
              config, found, registry, provenance, admin, time, metrics, health, tracing);
      streams.start(opened, losses, timers, this::fail);
      NoticeSenders fresh = opened.add(newSenders(found.ids()));
      senders = fresh;
      fresh.start();
    } catch (InterruptedException e) {
      LOG.info("Stopped before it began");
    } catch (RuntimeException e) {
      fail(e);
    }
  }

  private NoticeSenders newSenders(TopicIds topics) {
    KafkaSettings kafka = config.kafka();
    return new NoticeSenders(
        config.senders(),
        config.channels(),
        new DueNotices(
            new LossTellingConsumer(kafka.dueConsumer(), losses),
            topics,
            PublishedResults.of(kafka.reader(), registry)),
        new LastingProducer<>(() -> new KafkaProducer<>(kafka.resultProducer())),
        registry,
        metrics,
        time,
        tracing,
        this::fail);
  }

  private String sendersState() {
    NoticeSenders sending = senders;
    return sending == null ? "not begun" : sending.state();
  }

  private GatewayReports.@Nullable Keeper keeperOfReports() {
    NoticeSenders sending = senders;
    return sending == null ? null : sending::post;
  }

  private ResendRoute.@Nullable Keeper keeperOfResends() {
    NoticeSenders sending = senders;
    return sending == null ? null : ResendRoute.Keeper.of(sending::askAgain, sending::askToForget);
  }

  private String smsState() {
    NoticeSenders sending = senders;
    return sending == null ? "not begun" : sending.smsState();
  }

  private String terminalState() {
    NoticeSenders sending = senders;
    return sending == null ? "not begun" : sending.terminalState();
  }

  private void fail(Throwable cause) {
    if (end.failed(cause)) {
      if (cause instanceof UnfitClusterException unfit) {
        health.fail(String.valueOf(unfit.getMessage()));
      } else {
        LOG.error("Notifier failed for good", cause);
        health.fail(String.valueOf(cause));
      }
    }
  }
}
