package renewals.producer;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Clock;
import java.util.List;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import renewals.client.RecordSigner;
import renewals.client.RenewalPublisher;
import renewals.kit.Closing;
import renewals.kit.Health;
import renewals.kit.SettingException;
import renewals.kit.Settings;
import renewals.kit.http.ServiceHttp;
import renewals.kit.kafka.KafkaHealthCheck;
import renewals.kit.sandbox.ServiceClock;
import renewals.kit.tracing.Tracing;
import renewals.producer.access.NoticeRefusals;
import renewals.producer.callback.config.CallbackChannel;
import renewals.producer.callback.config.CallbackSettings;
import renewals.producer.domain.CallbackChannels;
import renewals.producer.domain.RecentFacts;
import renewals.producer.http.CallbackApi;
import renewals.producer.http.IntakeApi;
import renewals.producer.intake.Intake;
import renewals.producer.reconcile.HttpExchange;
import renewals.producer.reconcile.ReconcileMetrics;
import renewals.producer.reconcile.Reconciler;
import renewals.producer.reconcile.RenewalQueries;
import renewals.producer.reconcile.topic.ReconcileTopic;
import renewals.producer.reconcile.topic.RequestProofs;
import renewals.schemas.wire.CircuitBreakingRegistry;
import renewals.schemas.wire.HttpSchemaRegistry;
import renewals.tracing.OtelTracing;

/** The intake as a service, wired and stopped here. */
public final class ProducerService implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(ProducerService.class);

  private final Closing opened;
  private final ServiceHttp http;

  private ProducerService(Closing opened, ServiceHttp http) {
    this.opened = opened;
    this.http = http;
  }

  /**
   * Starts the service. Kafka and the registry needn't be there yet: until they are, it is not
   * ready and answers 503.
   *
   * @throws renewals.kit.SettingException it can't start with these settings
   */
  public static ProducerService start(Settings settings) {
    ProducerSettings own = ProducerSettings.of(settings);
    Closing opened = new Closing();
    try {
      return start(settings, own, opened);
    } catch (RuntimeException e) {
      throw opened.closedBy(e);
    }
  }

  private static ProducerService start(Settings settings, ProducerSettings own, Closing opened) {
    ServiceClock time = opened.add(ServiceClock.open(settings));
    HttpSchemaRegistry registry = new HttpSchemaRegistry(own.registryUrl());
    PrometheusMeterRegistry metrics = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    Tracing tracing = opened.add(OtelTracing.open(own.tracing(), "renewal-producer", metrics));
    KafkaHealthCheck kafka =
        opened.add(KafkaHealthCheck.open(settings.below("kafka."), "renewal-producer"));
    RenewalPublisher publisher = opened.add(RenewalPublisher.open(settings, time.clock()));
    publisher.bindTo(metrics);
    Health health = new Health(metrics);
    health.require("kafka", kafka::state);
    health.require(
        "registry", () -> registry.isReachable() ? Health.READY : "the registry gives no answer");
    List<CallbackChannel> channels = CallbackSettings.read(settings);
    CallbackChannels callbacks =
        new CallbackChannels(
            channels.stream().map(CallbackChannel::channelId).collect(Collectors.toSet()));
    Intake intake =
        new Intake(
            publisher,
            new RecentFacts(own.mostRemembered()),
            time.clock(),
            metrics,
            own.mostUnderWay(),
            callbacks);
    if (channels.stream().anyMatch(channel -> channel.reconciliation().isPresent())) {
      ReconcileTopic due =
          opened.add(reconcile(settings, own, channels, registry, intake, opened, metrics, time));
      health.report("reconcile", due::state);
    }
    Entrance entrance =
        opened.add(Entrance.open(own, settings, health, metrics, publisher.producer(), callbacks));
    IntakeApi events = new IntakeApi(entrance.gate(), intake, tracing);
    CallbackApi notices =
        new CallbackApi(
            channels,
            intake,
            new NoticeRefusals(metrics, own.failedTries()),
            metrics,
            Clock.systemUTC(),
            tracing);
    for (CallbackChannel channel : channels) {
      health.report("callback keys of " + channel.channelId(), channel.keys()::state);
    }
    ServiceHttp http =
        opened.add(
            ServiceHttp.start(
                own.host(),
                own.port(),
                own.access(),
                health,
                metrics,
                config -> {
                  events.addTo(config);
                  notices.addTo(config);
                  time.addTo(config);
                }));
    http.reportTls(health, "tls");
    LOG.info("intake listens on {}:{}", own.host(), http.port());
    return new ProducerService(opened, http);
  }

  private static ReconcileTopic reconcile(
      Settings settings,
      ProducerSettings own,
      List<CallbackChannel> channels,
      HttpSchemaRegistry registry,
      Intake intake,
      Closing opened,
      PrometheusMeterRegistry meters,
      ServiceClock time) {
    String url =
        own.queryUrl()
            .orElseThrow(
                () ->
                    new SettingException(
                        "producer.query.url",
                        "nothing",
                        "where activation-stream answers, as a channel has reconcile.url"));
    ReconcileMetrics metrics = new ReconcileMetrics(meters);
    Reconciler reconciler =
        new Reconciler(
            channels,
            new RenewalQueries(url, own.queryToken(), own.queryTrust()),
            opened.add(new HttpExchange()),
            intake,
            metrics,
            time.clock());
    return ReconcileTopic.open(
        settings.below("kafka."),
        new CircuitBreakingRegistry(registry, System::nanoTime),
        RequestProofs.open(
            settings, RecordSigner.areProofsRequired(settings), Clock.systemUTC(), opened),
        reconciler,
        metrics,
        meters,
        time,
        own.mostFollowed());
  }

  /** The port it listens on. */
  public int port() {
    return http.port();
  }

  /** Waits until the service is closed. */
  public void awaitStop() {
    opened.awaitClosed();
  }

  /** Takes nothing more in, waits for what is under way, and ends. */
  @Override
  public void close() {
    opened.close();
  }
}
