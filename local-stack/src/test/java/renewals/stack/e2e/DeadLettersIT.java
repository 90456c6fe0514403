package renewals.stack.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.GroupListing;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import renewals.kit.Settings;
import renewals.parties.file.GatewayKeysFile;
import renewals.parties.proof.SigningKey;
import renewals.stack.MadeSecrets;
import renewals.stack.Platform;
import renewals.stack.broker.BrokerProcess;
import renewals.stack.command.Cli;
import renewals.stack.command.Cli.Outcome;
import renewals.testing.Signer;

/** What goes back of dead letters: each test finds the broker without topics or groups. */
@Tag("long")
class DeadLettersIT {

  private static final String LETTERS = "dead-letters";

  private static BrokerProcess broker;
  private final Map<String, String> settings = Platform.settings();

  @BeforeAll
  static void startBroker() {
    Path data = Platform.folder();
    broker = BrokerProcess.start(data.resolve("kafka"), data.resolve("logs"), 0);
  }

  @AfterAll
  static void stopBroker() {
    broker.close();
  }

  @BeforeEach
  void beginAnew() throws Exception {
    settings.put("kafka.bootstrap.servers", broker.bootstrapServers());
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
      List<String> groups =
          admin.listGroups().all().get().stream().map(GroupListing::groupId).toList();
      admin.deleteConsumerGroups(groups).all().get();
      admin.deleteTopics(admin.listTopics().names().get()).all().get();
    }
    assertThat(Cli.run(settings, "topics").exit()).isZero();
  }

  @Test
  void shouldSendLettersBackOnceAndCountTheReplay() throws Exception {
    letter(settings, "UNREADABLE", "renewal-payments", "R-1", "bytes-1");
    letter(settings, "PROCESSING_FAILED", "carrier-reviews", "R-2", "bytes-2");

    Outcome first = Cli.run(settings, "dead-letters", "replay");
    Outcome second = Cli.run(settings, "dead-letters", "replay");

    assertThat(first.exit()).isZero();
    assertThat(first.lines())
        .containsExactly(
            "UNREADABLE: 1 sent back, 0 left",
            "UNKNOWN_SCHEMA: 0 sent back, 0 left",
            "UNKNOWN_SYMBOL: 0 sent back, 0 left",
            "PROCESSING_FAILED: 1 sent back, 0 left");
    assertThat(second.lines()).allMatch(line -> line.contains(": 0 sent back, 0 left"));
    ConsumerRecord<byte[], byte[]> back = single(read(settings, "renewal-payments"));
    assertThat(back.key()).asString(UTF_8).isEqualTo("R-1");
    assertThat(back.value()).asString(UTF_8).isEqualTo("bytes-1");
    assertThat(header(back, "dl-replays")).isEqualTo("1");
    assertThat(header(back, "ce_id")).isEqualTo("kept");
    assertThat(back.headers().lastHeader("dl-reason")).isNull();
    assertThat(read(settings, "carrier-reviews")).hasSize(1);
  }

  @Test
  void shouldReplayOtherReasonsOnlyByNameAndOnlyToInputs() throws Exception {
    letter(settings, "INVALID", "renewal-requests", "R-1", "bytes-1");
    letter(settings, "INVALID", "renewal-activations", "M-1", "bytes-2");
    letter(settings, "INVALID", "no-topic-of-ours", "M-1", "bytes-3");

    assertThat(Cli.run(settings, "dead-letters", "replay").lines())
        .allMatch(line -> line.contains(": 0 sent back, 0 left"));
    assertThat(Cli.run(settings, "dead-letters", "replay", "--reason", "INVALID").lines())
        .containsExactly(
            "INVALID: 1 sent back, 2 left (1 of no-topic-of-ours, 1 of renewal-activations;"
                + " only inputs are sent back, docs/operations.md says what then)");
    assertThat(read(settings, "renewal-requests")).hasSize(1);
    assertThat(read(settings, "renewal-activations")).isEmpty();
  }

  @Test
  void shouldShowLettersAsJsonAndTheEventWhereItCanBeRead() throws Exception {
    letter(settings, "UNREADABLE", "renewal-payments", "R-1", "garbage");

    Outcome outcome =
        Cli.run(settings, "tail", LETTERS, "--from-beginning", "--until-idle", "500ms");

    assertThat(outcome.exit()).isZero();
    assertThat(outcome.lines())
        .containsExactly(
            "{\"type\":\"dead-letter\",\"reason\":\"UNREADABLE\",\"text\":\"why\","
                + "\"topic\":\"renewal-payments\",\"partition\":2,\"offset\":7,\"key\":\"R-1\","
                + "\"stage\":\"decode\",\"at\":\"2026-01-01T00:00:00Z\"}");
  }

  @Test
  void shouldCountLettersByReasonAndThenShowTheNewest() throws Exception {
    letter(settings, "UNREADABLE", "renewal-payments", "R-1", "bytes-1");
    letter(settings, "INVALID", "renewal-requests", "R-2", "bytes-2");
    letter(settings, "INVALID", "carrier-reviews", "R-3", "bytes-3");

    List<String> lines = Cli.run(settings, LETTERS, "list", "--limit", "1").lines();

    assertThat(lines.getFirst()).startsWith("3 dead letters since ");
    assertThat(lines.get(1)).matches(" +INVALID +2 +1 of carrier-reviews, 1 of renewal-requests");
    assertThat(lines.get(2)).matches(" +UNREADABLE +1 +1 of renewal-payments");
    assertThat(lines).contains("2 older ones, --limit shows them");
  }

  @Test
  void shouldListOnlyLettersThatFitAllThatIsGiven() throws Exception {
    letter(settings, "UNREADABLE", "renewal-payments", "R-1", "bytes-1");
    letter(settings, "INVALID", "renewal-payments", "R-1", "bytes-2");
    letter(settings, "INVALID", "renewal-payments", "R-2", "bytes-3");

    assertThat(
            Cli.run(settings, LETTERS, "list", "--reason", "INVALID", "--key", "R-1", "--json")
                .lines())
        .singleElement()
        .asString()
        .startsWith(
            "{\"reason\":\"INVALID\",\"text\":\"why\",\"topic\":\"renewal-payments\","
                + "\"partition\":2,\"offset\":7,\"key\":\"R-1\"");
  }

  @Test
  void shouldShowWhatALetterMeansAndWhatToDo() throws Exception {
    letter(settings, "UNREADABLE", "renewal-payments", "R-1", "garbage");

    assertThat(Cli.run(settings, LETTERS, "show", "renewal-payments/2/7").out())
        .startsWith("renewal-payments/2/7 is dead letter UNREADABLE")
        .containsPattern("said +why\n")
        .containsPattern("key +R-1\n")
        .containsPattern("value +7 bytes, not in the wire format")
        .containsPattern("to do +tell who sent it")
        .containsPattern("runbook +docs/operations.md#deadlettersrising")
        .contains("./renewals dead-letters replay --offset renewal-payments/2/7; --dry-run first");
  }

  @Test
  void shouldFailToShowALetterThatIsNotThere() {
    Outcome outcome = Cli.run(settings, LETTERS, "show", "renewal-payments/2/8");

    assertThat(outcome.exit()).isEqualTo(1);
    assertThat(outcome.err()).contains("no dead letter of renewal-payments/2/8 is kept");
  }

  @Test
  void shouldSendBackOnlyWhatIsUnderTheKey() throws Exception {
    letter(settings, "UNREADABLE", "renewal-payments", "R-1", "bytes-1");
    letter(settings, "UNREADABLE", "renewal-payments", "R-2", "bytes-2");

    assertThat(Cli.run(settings, LETTERS, "replay", "--key", "R-2").lines())
        .containsExactly("UNREADABLE: 1 sent back, 0 left");
    assertThat(single(read(settings, "renewal-payments")).key()).asString(UTF_8).isEqualTo("R-2");
  }

  @Test
  void shouldPutNoOldContactInForceByItsKey() throws Exception {
    letter(settings, "UNREADABLE", "merchant-contacts", "M-1", "old address");

    Outcome outcome = Cli.run(settings, LETTERS, "replay", "--key", "M-1");

    assertThat(outcome.exit()).isEqualTo(1);
    assertThat(outcome.out()).contains("UNREADABLE: 0 sent back, 0 left, 1 refused (1 contacts");
    assertThat(outcome.err()).contains("nothing was sent back");
    assertThat(read(settings, "merchant-contacts")).isEmpty();
  }

  @Test
  void shouldNotSendBackByItsPlaceWhatWentBackByItsReason() throws Exception {
    letter(settings, "UNREADABLE", "renewal-payments", "R-1", "bytes-1");
    Cli.run(settings, LETTERS, "replay", "--reason", "UNREADABLE");

    Outcome outcome = Cli.run(settings, LETTERS, "replay", "--offset", "renewal-payments/2/7");

    assertThat(outcome.exit()).isEqualTo(1);
    assertThat(outcome.out()).contains("1 refused (1 before the mark of their reason");
    assertThat(read(settings, "renewal-payments")).hasSize(1);
  }

  @Test
  void shouldSendAContactBackOnceAndByNoOtherWayAgain() throws Exception {
    String place = deadContact();

    assertThat(Cli.run(settings, LETTERS, "replay", "--offset", place).lines())
        .containsExactly("UNREADABLE: 1 sent back, 0 left");
    Outcome again = Cli.run(settings, LETTERS, "replay", "--offset", place);

    assertThat(again.exit()).isEqualTo(1);
    assertThat(again.out()).contains("1 refused (1 contacts that are their merchant's newest no");
    assertThat(Cli.run(settings, LETTERS, "replay").out())
        .contains("UNREADABLE: 0 sent back, 0 left, 1 refused");
    assertThat(read(settings, "merchant-contacts")).hasSize(2);
  }

  @Test
  void shouldPutNoContactInForceThatAnotherFollowed() throws Exception {
    String place = deadContact();
    send(settings, contact("new address"));

    assertThat(Cli.run(settings, LETTERS, "replay", "--reason", "UNREADABLE").out())
        .contains("UNREADABLE: 0 sent back, 0 left, 1 refused");
    assertThat(Cli.run(settings, LETTERS, "replay", "--offset", place).exit()).isEqualTo(1);
    assertThat(read(settings, "merchant-contacts")).hasSize(2);
  }

  /** In its topic, and as a letter; returns where it lies. */
  private String deadContact() throws Exception {
    RecordMetadata lies = send(settings, contact("old address"));
    ProducerRecord<byte[], byte[]> letter =
        new ProducerRecord<>(LETTERS, "M-1".getBytes(UTF_8), "old address".getBytes(UTF_8));
    Map.of(
            "dl-reason", "UNREADABLE",
            "dl-topic", lies.topic(),
            "dl-partition", String.valueOf(lies.partition()),
            "dl-offset", String.valueOf(lies.offset()))
        .forEach((name, text) -> letter.headers().add(name, text.getBytes(UTF_8)));
    send(settings, letter);
    return "%s/%d/%d".formatted(lies.topic(), lies.partition(), lies.offset());
  }

  private static ProducerRecord<byte[], byte[]> contact(String address) {
    return new ProducerRecord<>(
        "merchant-contacts", "M-1".getBytes(UTF_8), address.getBytes(UTF_8));
  }

  @Test
  void shouldSendBackTheRecordThatLayAtAnOffset() throws Exception {
    letter(settings, "INVALID", "renewal-payments", "R-1", "bytes-1");
    String place = "renewal-payments/2/7";

    assertThat(Cli.run(settings, LETTERS, "replay", "--offset", place).exit()).isEqualTo(1);
    assertThat(
            Cli.run(settings, LETTERS, "replay", "--offset", place, "--reason", "INVALID").lines())
        .containsExactly("INVALID: 1 sent back, 0 left");
    assertThat(Cli.run(settings, LETTERS, "replay", "--offset", "renewal-payments/2/9").exit())
        .isEqualTo(1);
    assertThat(read(settings, "renewal-payments")).hasSize(1);
  }

  @Test
  void shouldFailWhereALetterOfNoInputIsLeft() throws Exception {
    letter(settings, "UNREADABLE", "notice-results", "M-1", "bytes-1");

    Outcome outcome = Cli.run(settings, LETTERS, "replay", "--offset", "notice-results/2/7");

    assertThat(outcome.exit()).isEqualTo(1);
    assertThat(outcome.out()).startsWith("UNREADABLE: 0 sent back, 1 left");
    assertThat(outcome.err()).contains("nothing was sent back");
  }

  @Test
  void shouldSendNothingInADryRunAndAllAfterIt() throws Exception {
    letter(settings, "UNREADABLE", "renewal-payments", "R-1", "bytes-1");

    assertThat(Cli.run(settings, LETTERS, "replay", "--reason", "UNREADABLE", "--dry-run").lines())
        .containsExactly("UNREADABLE: 1 would be sent back, 0 left");
    assertThat(Cli.run(settings, LETTERS, "replay", "--key", "R-1", "--dry-run").lines())
        .containsExactly("UNREADABLE: 1 would be sent back, 0 left");
    assertThat(read(settings, "renewal-payments")).isEmpty();
    assertThat(Cli.run(settings, LETTERS, "replay", "--reason", "UNREADABLE").lines())
        .containsExactly("UNREADABLE: 1 sent back, 0 left");
  }

  @Test
  void shouldSendARecordBackOnceHoweverManyLettersItHas() throws Exception {
    letter(settings, "UNREADABLE", "renewal-payments", "R-1", "bytes-1", "topicId/2/7");
    letter(settings, "UNREADABLE", "renewal-payments", "R-1", "bytes-1", "topicId/2/7");
    letter(settings, "UNREADABLE", "renewal-payments", "R-1", "bytes-1", "anotherTopicId/2/7");
    assertThat(Cli.run(settings, "dead-letters", "replay", "--reason", "UNREADABLE").lines())
        .containsExactly("UNREADABLE: 2 sent back, 0 left, 1 doubled and not sent again");

    letter(settings, "UNREADABLE", "renewal-payments", "R-1", "bytes-1", "topicId/2/7");

    assertThat(Cli.run(settings, "dead-letters", "replay", "--reason", "UNREADABLE").lines())
        .containsExactly("UNREADABLE: 0 sent back, 0 left, 1 doubled and not sent again");
    assertThat(read(settings, "renewal-payments")).hasSize(2);
  }

  @Test
  void shouldSignAnewWhatHoldsAndNothingElse() throws Exception {
    settings.putAll(MadeSecrets.provenance(Settings.of(Map.of()), Platform.folder()));
    Path keys = Path.of(settings.get("provenance.keys"));
    Instant appended = Clock.systemUTC().instant().minus(Duration.ofDays(2));
    SigningKey key = GatewayKeysFile.load(keys).signerAt(appended).orElseThrow();
    letter(settings, "UNREADABLE", "R-1", signed(key, "R-1", "bytes", appended), appended);
    letter(settings, "UNREADABLE", "R-2", signed(key, "R-1", "bytes", appended), appended);
    letter(settings, "UNREADABLE", "R-3", new RecordHeaders(), appended);

    assertThat(Cli.run(settings, "dead-letters", "replay").lines())
        .contains(
            "UNREADABLE: 1 sent back, 0 left, 2 refused (1 nobody's word, by their proofs,"
                + " 1 sent back only where --reason names theirs: contacts, and what says no"
                + " party)");
    assertThat(Cli.run(settings, "dead-letters", "replay", "--reason", "UNREADABLE").lines())
        .containsExactly("UNREADABLE: 1 sent back, 0 left");

    List<ConsumerRecord<byte[], byte[]>> back = read(settings, "renewal-payments");
    assertThat(back)
        .extracting(record -> header(record, "rn-party"))
        .containsExactlyInAnyOrder("lakala", "platform");
    assertThat(back)
        .allSatisfy(
            record ->
                assertThat(Long.parseLong(header(record, "rn-at")))
                    .isGreaterThan(appended.plus(Duration.ofDays(1)).toEpochMilli()));
  }

  private static Headers signed(SigningKey key, String recordKey, String value, Instant at) {
    return new Signer(key)
        .sign("renewal-payments", recordKey.getBytes(UTF_8), value.getBytes(UTF_8), "lakala", at);
  }

  private static void letter(
      Map<String, String> settings, String reason, String key, Headers headers, Instant appended)
      throws Exception {
    ProducerRecord<byte[], byte[]> letter =
        new ProducerRecord<>(LETTERS, null, key.getBytes(UTF_8), "bytes".getBytes(UTF_8), headers);
    Map.of(
            "dl-reason",
            reason,
            "dl-topic",
            "renewal-payments",
            "dl-appended-at",
            appended.toString())
        .forEach((name, text) -> letter.headers().add(name, text.getBytes(UTF_8)));
    send(settings, letter);
  }

  private static void letter(
      Map<String, String> settings, String reason, String topic, String key, String value)
      throws Exception {
    letter(settings, reason, topic, key, value, null);
  }

  private static void letter(
      Map<String, String> settings,
      String reason,
      String topic,
      String key,
      String value,
      String id)
      throws Exception {
    ProducerRecord<byte[], byte[]> letter =
        new ProducerRecord<>(LETTERS, key.getBytes(UTF_8), value.getBytes(UTF_8));
    Map.of(
            "dl-reason", reason,
            "dl-text", "why",
            "dl-topic", topic,
            "dl-partition", "2",
            "dl-offset", "7",
            "dl-stage", "decode",
            "dl-at", "2026-01-01T00:00:00Z",
            "ce_id", "kept")
        .forEach((name, text) -> letter.headers().add(name, text.getBytes(UTF_8)));
    if (id != null) {
      letter.headers().add("dl-id", id.getBytes(UTF_8));
    }
    send(settings, letter);
  }

  private static RecordMetadata send(
      Map<String, String> settings, ProducerRecord<byte[], byte[]> letter) throws Exception {
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", settings.get("kafka.bootstrap.servers")),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      return producer.send(letter).get();
    }
  }

  private static List<ConsumerRecord<byte[], byte[]>> read(
      Map<String, String> settings, String topic) {
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(
            Map.of(
                "bootstrap.servers",
                settings.get("kafka.bootstrap.servers"),
                "isolation.level",
                "read_committed"),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer())) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic).stream()
              .map(info -> new TopicPartition(topic, info.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      List<ConsumerRecord<byte[], byte[]>> found = new ArrayList<>();
      while (!ends.entrySet().stream()
          .allMatch(end -> consumer.position(end.getKey()) >= end.getValue())) {
        consumer.poll(Duration.ofMillis(100)).forEach(found::add);
      }
      return found;
    }
  }

  private static ConsumerRecord<byte[], byte[]> single(
      List<ConsumerRecord<byte[], byte[]>> records) {
    assertThat(records).hasSize(1);
    return records.getFirst();
  }

  private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
    return new String(record.headers().lastHeader(name).value(), UTF_8);
  }
}
