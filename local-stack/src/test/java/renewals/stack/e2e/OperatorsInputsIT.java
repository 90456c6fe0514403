package renewals.stack.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import renewals.activation.ActivationService;
import renewals.activation.carrier.stream.CarrierBoard;
import renewals.activation.carrier.stream.HeardCarriers;
import renewals.kit.Settings;
import renewals.kit.kafka.UnfitClusterException;
import renewals.notifier.NotifierService;
import renewals.schemas.Topics;
import renewals.stack.Platform;
import renewals.stack.broker.BrokerProcess;
import renewals.stack.command.Cli;
import renewals.stack.command.Cli.Outcome;
import renewals.streams.tail.CommittedConsumers;
import renewals.streams.tail.TopicTail;
import renewals.streams.tail.TopicTail.From;
import renewals.testing.Patience;

/** What operators meet at the inputs, on a real broker that each test has for itself. */
@Tag("long")
class OperatorsInputsIT {

  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private final Path folder = Platform.folder();
  private BrokerProcess broker;
  private Admin admin;

  @BeforeEach
  void start() {
    broker = BrokerProcess.start(folder.resolve("kafka"), folder.resolve("logs"), 0);
    admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()));
    assertThat(Cli.run(settings(), "topics").exit()).isZero();
  }

  @AfterEach
  void stop() {
    admin.close();
    broker.close();
  }

  @Test
  void shouldSayInHealthAndMetricsWhatRetentionTookAwayUnread() throws Exception {
    TopicPartition payments = new TopicPartition(Topics.RENEWAL_PAYMENTS.name(), 0);
    try (ActivationService first = ActivationService.start(Settings.of(settings()))) {
      awaitReady(first.port());
      append(payments, 5);
      Patience.await("5 committed", () -> committed(payments) >= 5);
    }
    append(payments, 5);
    admin.deleteRecords(Map.of(payments, RecordsToDelete.beforeOffset(8))).all().get();

    try (ActivationService second = ActivationService.start(Settings.of(settings()))) {
      Patience.await(
          "the loss", () -> get(second.port(), "/health/ready").contains("offsets 5 to 7"));
      assertThat(get(second.port(), "/metrics"))
          .contains("renewals_unread_lost_total{topic=\"renewal-payments\"} 3.0");
      Patience.await("what is left", () -> committed(payments) >= 10);
    }
  }

  @Test
  void shouldRefuseInputsThatGrewWhileRunningAndAtTheStart() throws Exception {
    ActivationService activation = ActivationService.start(Settings.of(settings()));
    NotifierService notifier = NotifierService.start(Settings.of(settings()));
    try {
      awaitReady(activation.port());
      awaitReady(notifier.port());
      CompletableFuture<Void> activationEnds = CompletableFuture.runAsync(activation::awaitStop);
      CompletableFuture<Void> notifierEnds = CompletableFuture.runAsync(notifier::awaitStop);

      grow(Topics.RENEWAL_REQUESTS.name(), Topics.RENEWAL_PAYMENTS.name());
      grow(Topics.CARRIER_REVIEWS.name(), Topics.CARD_USAGE.name(), Topics.CARD_STATUS.name());
      grow(
          Topics.RECONCILE_DUE.name(),
          Topics.MERCHANT_CONTACTS.name(),
          Topics.RENEWAL_ACTIVATIONS.name(),
          Topics.RENEWAL_UPDATES.name(),
          Topics.NOTICE_RECEIPTS.name(),
          Topics.NOTICES_DUE.name(),
          Topics.NOTICE_RESULTS.name(),
          Topics.KNOWN_CONTACTS.name());

      assertThatThrownBy(() -> activationEnds.get(2, TimeUnit.MINUTES))
          .hasCauseInstanceOf(UnfitClusterException.class)
          .hasMessageContaining("had 4 partitions when activation-stream started and has 5 now")
          .hasMessageContaining("docs/operations.md");
      assertThatThrownBy(() -> notifierEnds.get(2, TimeUnit.MINUTES))
          .hasCauseInstanceOf(UnfitClusterException.class)
          .hasMessageContaining("had 4 partitions when notifier started and has 5 now");
      assertThat(status(activation.port(), "/health/live")).isEqualTo(503);
      assertThat(status(notifier.port(), "/health/live")).isEqualTo(503);
    } finally {
      notifier.close();
      activation.close();
    }

    assertThatThrownBy(() -> ActivationService.start(Settings.of(settings())))
        .isInstanceOf(UnfitClusterException.class)
        .hasMessageContaining("renewal-requests has 5 partitions, but activation-stream-")
        .hasMessageContaining("new application id");
    assertThatThrownBy(() -> NotifierService.start(Settings.of(settings())))
        .isInstanceOf(UnfitClusterException.class)
        .hasMessageContaining("merchant-contacts has 5 partitions, but notifier-");
    Outcome topics = Cli.run(settings(), "topics");
    assertThat(topics.exit()).isEqualTo(1);
    assertThat(topics.err().lines()).singleElement().asString().contains("new application id");
    assertThat(topics.out()).doesNotContain("verified");
  }

  @Test
  void shouldCloseEveryClientOfKafkaWhenTheClusterIsRefused() {
    Map<String, String> replicated = settings();
    replicated.put("kafka.unreplicated", "false");
    replicated.put("kafka.metric.reporters", OpenClients.class.getName());
    int before = OpenClients.opened();

    assertThatThrownBy(() -> ActivationService.start(Settings.of(replicated)))
        .isInstanceOf(UnfitClusterException.class)
        .hasMessageContaining("expected at least 3");
    assertThatThrownBy(() -> NotifierService.start(Settings.of(replicated)))
        .isInstanceOf(UnfitClusterException.class)
        .hasMessageContaining("expected at least 3");

    assertThat(OpenClients.opened() - before).as("opened by both").isGreaterThanOrEqualTo(4);
    assertThat(OpenClients.open()).as("left open").isZero();
  }

  @Test
  void shouldKnowOnEveryInstanceWhatTheRegisterOfCarriersKeeps() throws Exception {
    CarrierBoard board = new CarrierBoard();
    try (ActivationService activation = ActivationService.start(Settings.of(settings()));
        TopicTail tail =
            new TopicTail(
                "carriers",
                new CommittedConsumers(broker.bootstrapServers(), Map.of()),
                List.of(HeardCarriers.topic("activation-stream")),
                new From.TheBeginning(),
                new HeardCarriers(board),
                Clock.systemUTC())) {
      tail.start();
      awaitReady(activation.port());
      Path said =
          Files.writeString(
              folder.resolve("outage.ndjson"),
              """
              {"type":"carrier-status","carrierId":"cmcc","state":"OUTAGE",\
              "startsAt":"2026-01-01T00:00:00Z","revision":1}
              """);
      assertThat(Cli.run(settings(), "publish", said.toString()).exit()).isZero();

      Patience.await("the word", () -> board.find("cmcc") != null);
    }
    assertThat(board.conditions("cmcc"))
        .extracting(condition -> condition.state().name())
        .containsExactly("OUTAGE");
  }

  private void grow(String... topics) throws Exception {
    for (String topic : topics) {
      admin.createPartitions(Map.of(topic, NewPartitions.increaseTo(5))).all().get();
    }
  }

  private long committed(TopicPartition partition) throws Exception {
    var offset =
        admin
            .listConsumerGroupOffsets("activation-stream")
            .partitionsToOffsetAndMetadata()
            .get()
            .get(partition);
    return offset == null ? 0 : offset.offset();
  }

  private void append(TopicPartition partition, int records) throws Exception {
    try (KafkaProducer<String, String> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", broker.bootstrapServers()),
            new StringSerializer(),
            new StringSerializer())) {
      for (int i = 0; i < records; i++) {
        producer
            .send(new ProducerRecord<>(partition.topic(), partition.partition(), "R", "garbage"))
            .get();
      }
    }
  }

  private Map<String, String> settings() {
    Map<String, String> settings = Platform.settings();
    settings.putAll(Platform.quickTakeover());
    settings.put("kafka.bootstrap.servers", broker.bootstrapServers());
    settings.put("kafka.unreplicated", "true");
    settings.put("activation.http.port", "0");
    settings.put("activation.state.dir", folder.resolve("activation").toString());
    settings.put("notifier.http.port", "0");
    settings.put("notifier.state.dir", folder.resolve("notifier").toString());
    return settings;
  }

  private static void awaitReady(int port) throws Exception {
    Patience.await("ready on " + port, () -> status(port, "/health/ready") == 200);
  }

  private static int status(int port, String path) throws Exception {
    return HTTP.send(request(port, path), BodyHandlers.discarding()).statusCode();
  }

  private static String get(int port, String path) throws Exception {
    return HTTP.send(request(port, path), BodyHandlers.ofString()).body();
  }

  private static HttpRequest request(int port, String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).build();
  }
}
