package renewals.notifier;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.state.Stores;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import renewals.kit.Health;
import renewals.kit.ServiceHttp;
import renewals.kit.Settings;
import renewals.kit.kafka.InputPartitions;
import renewals.kit.kafka.KafkaReach;
import renewals.kit.kafka.LastingProducer;
import renewals.kit.kafka.LossTellingClients;
import renewals.kit.kafka.LossTellingConsumer;
import renewals.kit.kafka.TopicsCheck;
import renewals.kit.kafka.UnfitClusterException;
import renewals.kit.kafka.UnreadLosses;
import renewals.notifier.codec.OutboundWriter;
import renewals.notifier.config.KafkaSettings;
import renewals.notifier.config.NotifierConfig;
import renewals.notifier.runtime.InputProgress;
import renewals.notifier.runtime.StreamsRunner;
import renewals.notifier.senders.DueNotices;
import renewals.notifier.senders.NoticeSenders;
import renewals.notifier.topology.Counts;
import renewals.notifier.topology.NotifierTopology;
import renewals.schemas.Topic;
import renewals.schemas.Topics;
import renewals.schemas.wire.HttpSchemaRegistry;
import renewals.schemas.wire.RestingRegistry;
import renewals.schemas.wire.WireException;
import renewals.streams.record.TopicIds;

/** Tells merchants what happened, by every address they have, and keeps receipts. */
public final class NotifierService implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(NotifierService.class);

  private static final List<Topic> NEEDED =
      List.of(
          Topics.MERCHANT_CONTACTS,
          Topics.RENEWAL_ACTIVATIONS,
          Topics.RENEWAL_UPDATES,
          Topics.NOTICES_DUE,
          Topics.NOTICE_RESULTS,
          Topics.NOTICE_RECEIPTS,
          Topics.DEAD_LETTERS);

  /** What is read with a place in it that is committed. */
  private static final List<Topic> READ =
      List.of(
          Topics.MERCHANT_CONTACTS,
          Topics.RENEWAL_ACTIVATIONS,
          Topics.RENEWAL_UPDATES,
          Topics.NOTICE_RESULTS,
          Topics.NOTICES_DUE);

  private static final Duration KAFKA_PATIENCE = Duration.ofSeconds(30);
  private static final Duration REGISTRY_PAUSE = Duration.ofSeconds(1);

  private final NotifierConfig config;
  private final Clock clock = Clock.systemUTC();
  private final PrometheusMeterRegistry metrics =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final Health health = new Health(metrics);
  private final AtomicBoolean closed = new AtomicBoolean();
  private final AtomicReference<Throwable> failure = new AtomicReference<>();
  private final CountDownLatch stopped = new CountDownLatch(1);
  private final RestingRegistry registry;
  private final Admin admin;
  private final KafkaReach reach;
  private final InputProgress progress;
  private final TopicIds topics;
  private final UnreadLosses losses;
  private final InputPartitions inputs;
  private final StreamsRunner streams;
  private final Thread starter;
  private final ServiceHttp http;
  private volatile @Nullable NoticeSenders senders;

  private NotifierService(
      NotifierConfig config, Admin admin, Map<String, Integer> partitions, TopicIds topics) {
    KafkaSettings kafka = config.kafka();
    this.config = config;
    this.admin = admin;
    this.topics = topics;
    HttpSchemaRegistry asked = new HttpSchemaRegistry(config.registryUrl());
    this.registry = new RestingRegistry(asked, System::nanoTime);
    this.reach = KafkaReach.open(kafka.admin(), kafka.applicationId());
    this.progress =
        new InputProgress(
            admin, new KafkaConsumer<>(kafka.reader()), kafka.applicationId(), clock, metrics);
    this.losses = new UnreadLosses(READ.stream().map(Topic::name).toList(), metrics, clock);
    Map<String, Integer> read = new HashMap<>(partitions);
    read.keySet().retainAll(READ.stream().map(Topic::name).toList());
    this.inputs = new InputPartitions(admin, kafka.applicationId(), read, this::fail);
    this.streams =
        streams(
            Objects.requireNonNull(
                partitions.get(Topics.MERCHANT_CONTACTS.name()), "verified before"));
    this.starter = Thread.ofPlatform().daemon().name("notifier-start").unstarted(this::begin);
    health.require("senders", this::sendersState);
    health.require("streams", streams::state);
    health.require("kafka", reach::state);
    // the secrets of before stay in force
    health.report("webhook-secrets", config.webhooks().secrets()::state);
    health.report("inputs", losses::state);
    // work goes on without it: what has a schema that nobody knows yet is parked
    health.report(
        "registry", () -> asked.isReachable() ? Health.READY : "the registry gives no answer");
    this.http =
        ServiceHttp.start(
            config.httpHost(), config.httpPort(), config.httpAccess(), health, metrics, c -> {});
  }

  /**
   * Starts the notifier. Returns when the topics are checked and HTTP answers; streams and senders
   * begin, and readiness comes, as soon as the registry has told the schema ids.
   *
   * @throws renewals.kit.SettingException a setting is not what is expected
   * @throws renewals.kit.kafka.UnfitClusterException the cluster or its topics are not as they must
   *     be, or Kafka does not answer
   */
  public static NotifierService start(Settings settings) {
    NotifierConfig config = NotifierConfig.of(settings);
    Admin admin = Admin.create(config.kafka().admin());
    try {
      KafkaSettings kafka = config.kafka();
      TopicsCheck check = new TopicsCheck(admin, kafka.applicationId(), !kafka.unreplicated());
      Map<String, Integer> partitions = check.verify(NEEDED, NotifierTopology.INTERNAL);
      TopicIds topics = new TopicIds(check.ids(READ));
      NotifierService service = new NotifierService(config, admin, partitions, topics);
      service.starter.start();
      return service;
    } catch (RuntimeException e) {
      admin.close(Duration.ZERO);
      throw e;
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
    try {
      stopped.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return;
    }
    Throwable cause = failure.get();
    if (cause instanceof UnfitClusterException unfit) {
      throw unfit;
    }
    if (cause != null) {
      throw new IllegalStateException("notifier failed: " + cause, cause);
    }
  }

  /** Sends nothing new, ends what is under way, commits, leaves its groups. */
  @Override
  public void close() {
    if (!closed.compareAndSet(false, true)) {
      return;
    }
    starter.interrupt();
    try {
      starter.join(KAFKA_PATIENCE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    NoticeSenders sending = senders;
    if (sending != null) {
      sending.close();
    }
    inputs.close();
    streams.close();
    progress.close();
    admin.close(KAFKA_PATIENCE);
    http.close();
    reach.close();
    stopped.countDown();
  }

  private StreamsRunner streams(int partitions) {
    StreamsConfig streamsConfig = new StreamsConfig(config.kafka().streams());
    NotifierTopology topology =
        new NotifierTopology(
            config.rules(),
            registry,
            progress,
            new Counts(metrics),
            topics,
            Stores::persistentKeyValueStore);
    return new StreamsRunner(
        topology.build(streamsConfig, partitions),
        streamsConfig,
        new LossTellingClients(losses),
        inputs,
        metrics,
        clock,
        this::fail);
  }

  private void begin() {
    try {
      awaitSchemaIds();
      progress.start();
      streams.start();
      inputs.start();
      NoticeSenders fresh = newSenders();
      senders = fresh;
      fresh.start();
    } catch (InterruptedException e) {
      LOG.info("Stopped before it began");
    } catch (RuntimeException e) {
      fail(e);
    }
  }

  /** The registry keeps what it once told, so later writers need not ask. */
  private void awaitSchemaIds() throws InterruptedException {
    while (true) {
      try {
        OutboundWriter.fetchIds(registry);
        return;
      } catch (WireException e) {
        LOG.warn("Waiting for the schema registry: {}", e.getMessage());
        Thread.sleep(REGISTRY_PAUSE);
      }
    }
  }

  private NoticeSenders newSenders() {
    KafkaSettings kafka = config.kafka();
    return new NoticeSenders(
        config.senders(),
        config.webhooks(),
        config.smtp(),
        new DueNotices(new LossTellingConsumer(kafka.dueConsumer(), losses), topics),
        new LastingProducer<>(() -> new KafkaProducer<>(kafka.resultProducer())),
        registry,
        metrics,
        clock,
        this::fail);
  }

  private String sendersState() {
    NoticeSenders sending = senders;
    return sending == null ? "waiting for the schema registry" : sending.state();
  }

  private void fail(Throwable cause) {
    if (failure.compareAndSet(null, cause)) {
      if (cause instanceof UnfitClusterException unfit) {
        health.fail(String.valueOf(unfit.getMessage()));
      } else {
        LOG.error("Notifier failed for good", cause);
        health.fail(String.valueOf(cause));
      }
      stopped.countDown();
    }
  }
}
