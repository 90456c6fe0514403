package renewals.stack.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import renewals.activation.ActivationService;
import renewals.cli.replay.LetterReason;
import renewals.kit.OwnerOnly;
import renewals.kit.Settings;
import renewals.schemas.Topic;
import renewals.schemas.Topics;
import renewals.schemas.json.EventJson;
import renewals.schemas.json.EventType;
import renewals.schemas.json.Parsed;
import renewals.schemas.wire.HttpSchemaRegistry;
import renewals.schemas.wire.WireWriter;
import renewals.stack.Platform;
import renewals.stack.broker.BrokerProcess;
import renewals.stack.command.Cli;
import renewals.testing.Forger;
import renewals.testing.Forger.Forged;
import renewals.testing.Forger.Kind;
import renewals.testing.Patience;
import renewals.testing.Signer;
import renewals.v1.PaymentEvent;

/**
 * Forged records die on a real broker, of their contents while provenance only watches and of their
 * proofs while it is required; then letters of every reason are replayed by name: nothing goes back
 * and nothing counts. What of the reasons can't be brought about from outside, {@code
 * ForgedLettersTest} has.
 */
@Tag("long")
class ForgedReplayIT {

  private static final long SEED = Long.getLong("forged.seed", System.nanoTime());
  private static final int EACH = 30;
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final byte[] NO_SUCH_SCHEMA = {0, 0x7f, 0, 0, 1, 2, 3};

  /**
   * The first says nobody and so nothing false; the second is a millisecond too early, which it
   * takes to be appended; the others wait a minute for their keys.
   */
  private static final Set<Kind> OTHERS =
      EnumSet.of(
          Kind.NO_HEADERS,
          Kind.OF_TOMORROW,
          Kind.UNKNOWN_PARTY_KEY,
          Kind.UNKNOWN_GATEWAY_KEY,
          Kind.PARTY_AS_GATEWAY,
          Kind.GATEWAY_AS_PARTY);

  private final Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
  private final Path folder = Platform.folder();
  private final Random random = new Random(SEED);
  private final Forger forger = new Forger(random);
  private final HttpSchemaRegistry registry = new HttpSchemaRegistry(Platform.registryUrl());
  private BrokerProcess broker;
  private KafkaProducer<byte[], byte[]> producer;
  private int sent;

  @BeforeEach
  void start() throws IOException {
    broker = BrokerProcess.start(folder.resolve("kafka"), folder.resolve("logs"), 0);
    producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", broker.bootstrapServers()),
            new ByteArraySerializer(),
            new ByteArraySerializer());
    secret(
        "gateway.yaml",
        """
        g1: {secret: %s}
        g0: {secret: %s, notAfter: 1970-01-01T00:00:00Z}
        """
            .formatted(base64(Signer.GATEWAY), base64("ended")));
    secret("lakala", base64(Signer.ofParty("lakala")));
    secret("bank-east", base64(Signer.ofParty("bank-east")));
    secret("gone", base64("gone"));
    secret(
        "parties.yaml",
        """
        parties:
          - id: lakala
            may: [{events: [renewal-requested, payment, carrier-review], channelIds: ["*"], carrierIds: ["*"]}]
            keys: [{keyId: lakala-1, type: hmac-sha256, secretFile: lakala}]
          - id: bank-east
            may: [{events: [payment], channelIds: [bank-north]}]
            keys: [{keyId: bank-east-1, type: hmac-sha256, secretFile: bank-east}]
          - id: gone
            may: []
            keys:
              - {keyId: gone-1, type: hmac-sha256, secretFile: gone, notAfter: 1970-01-01T00:00:00Z}
              - {keyId: gone-2, type: bearer, secretSha256: %s}
        """
            .formatted("0".repeat(64)));
    assertThat(Cli.run(settings("required"), "topics").exit()).isZero();
  }

  @AfterEach
  void stop() {
    producer.close();
    broker.close();
  }

  @Test
  void shouldAcceptNothingForgedNorAfterAReplayOfEveryReason() throws Exception {
    Map<String, Integer> watched;
    try (ActivationService watching = ActivationService.start(settingsOf("watch"))) {
      awaitReady(watching);
      tellAll("T-1");
      Patience.await(
          "T-1 is activated, seed %d".formatted(SEED), () -> activated().contains("M-T-1"));
      for (int n = 0; n < EACH; n++) {
        forgeWhatDies(n);
      }
      Patience.await(
          "what was forged died, seed %d".formatted(SEED), () -> letters().size() >= sent);
      watched = reasons();
    }
    assertThat(watched.keySet())
        .containsExactlyInAnyOrder(
            "UNREADABLE",
            "UNKNOWN_SCHEMA",
            "KEY_MISMATCH",
            "INVALID",
            "MISMATCH",
            "CONFLICTING_DUPLICATE");

    try (ActivationService requiring = ActivationService.start(settingsOf("required"))) {
      awaitReady(requiring);
      for (int n = 0; n < EACH; n++) {
        for (SpecificRecord event : events("F-" + n)) {
          EventType type = EventType.of(event);
          forge(type.topic(), type.key(event).getBytes(UTF_8), bytes(event));
        }
      }
      Patience.await(
          "what was forged died, seed %d".formatted(SEED), () -> letters().size() >= sent);
      int before = inputs();
      for (String reason : LetterReason.names()) {
        assertThat(
                Cli.run(settings("required"), "dead-letters", "replay", "--reason", reason).out())
            .as("seed %d", SEED)
            .startsWith(reason + ": 0 sent back, 0 left");
      }
      assertThat(inputs()).isEqualTo(before);
      tellAll("T-2");
      Patience.await(
          "T-2 is activated, seed %d".formatted(SEED), () -> activated().contains("M-T-2"));

      assertThat(activated()).as("seed %d", SEED).containsExactlyInAnyOrder("M-T-1", "M-T-2");
      assertThat(letters()).as("seed %d", SEED).hasSize(sent);
    }
    System.out.printf(
        "%d forged records, seed %d: 0 accepted, 0 sent back of %s%n", sent, SEED, reasons());
  }

  /** What dies of its content, whoever says it. */
  private void forgeWhatDies(int n) throws Exception {
    byte[] key = "T-1".getBytes(UTF_8);
    List<SpecificRecord> ofOther = events("F-" + n);
    forge(Topics.RENEWAL_PAYMENTS, key, ("junk " + n).getBytes(UTF_8));
    forge(Topics.RENEWAL_REQUESTS, key, NO_SUCH_SCHEMA);
    forge(Topics.CARRIER_REVIEWS, key, bytes(ofOther.get(2)));
    forge(Topics.RENEWAL_PAYMENTS, key, bytes(payment("T-1", "bank-west", "P-" + n, 5000)));
    forge(Topics.RENEWAL_PAYMENTS, key, bytes(payment("T-1", "bank-east", "P-T-1", 5001 + n)));
    forge(
        Topics.RENEWAL_PAYMENTS, key, bytes(ofNextWeek(payment("T-1", "bank-east", "P-" + n, 1))));
  }

  /** What no intake would take. */
  private SpecificRecord ofNextWeek(SpecificRecord payment) {
    PaymentEvent event = (PaymentEvent) payment;
    event.setOccurredAt(now.plus(Duration.ofDays(7)));
    return event;
  }

  private void forge(Topic topic, byte[] key, byte[] value) throws Exception {
    Forged forged = forger.forge(topic.name(), key, value, Instant.now());
    while (OTHERS.contains(forged.kind())) {
      forged = forger.forge(topic.name(), key, value, Instant.now());
    }
    send(topic, forged.key(), forged.value(), forged.headers());
    sent++;
  }

  private void tellAll(String renewalId) throws Exception {
    for (SpecificRecord event : events(renewalId)) {
      EventType type = EventType.of(event);
      byte[] key = type.key(event).getBytes(UTF_8);
      byte[] value = bytes(event);
      send(
          type.topic(),
          key,
          value,
          Signer.GATEWAY.sign(type.topic().name(), key, value, "lakala", Instant.now()));
    }
  }

  private void send(Topic topic, byte[] key, byte[] value, Headers headers) throws Exception {
    producer.send(new ProducerRecord<>(topic.name(), null, key, value, headers)).get();
  }

  private List<SpecificRecord> events(String renewalId) {
    return List.of(
        event(
            """
            {"type":"renewal-requested","renewalId":"%s","channelId":"bank-east","carrierId":"cmcc",\
            "merchantId":"M-%s","terminalId":"T-1","iccid":"89860012345678901238",\
            "plan":{"planId":"month","validity":"P1M","dataBytes":2000000000},\
            "amountDue":{"minorUnits":5000,"currency":"CNY"},"requestedAt":"%s"}\
            """
                .formatted(renewalId, renewalId, now)),
        payment(renewalId, "bank-east", "P-" + renewalId, 5000),
        event(
            """
            {"type":"carrier-review","reviewId":"V-%s","renewalId":"%s","carrierId":"cmcc",\
            "outcome":"APPROVED","decidedAt":"%s"}\
            """
                .formatted(renewalId, renewalId, now)));
  }

  private SpecificRecord payment(String renewalId, String channel, String id, int fen) {
    return event(
        """
        {"type":"payment","paymentId":"%s","renewalId":"%s","channelId":"%s","status":"SETTLED",\
        "amount":{"minorUnits":%d,"currency":"CNY"},"occurredAt":"%s"}\
        """
            .formatted(id, renewalId, channel, fen, now));
  }

  private static SpecificRecord event(String json) {
    Parsed parsed = EventJson.read(json);
    assertThat(parsed).isInstanceOf(Parsed.Accepted.class);
    return ((Parsed.Accepted) parsed).event();
  }

  private byte[] bytes(SpecificRecord event) {
    return WireWriter.of(registry, EventType.of(event).topic(), event).write(event);
  }

  private Set<String> activated() {
    Set<String> merchants = new HashSet<>();
    read(Topics.RENEWAL_ACTIVATIONS)
        .forEach(activation -> merchants.add(new String(activation.key(), UTF_8)));
    return merchants;
  }

  private List<ConsumerRecord<byte[], byte[]>> letters() {
    return read(Topics.DEAD_LETTERS);
  }

  private Map<String, Integer> reasons() {
    Map<String, Integer> reasons = new TreeMap<>();
    letters()
        .forEach(
            letter ->
                reasons.merge(
                    new String(letter.headers().lastHeader("dl-reason").value(), UTF_8),
                    1,
                    Integer::sum));
    return reasons;
  }

  private int inputs() {
    return read(Topics.RENEWAL_REQUESTS).size()
        + read(Topics.RENEWAL_PAYMENTS).size()
        + read(Topics.CARRIER_REVIEWS).size();
  }

  private List<ConsumerRecord<byte[], byte[]>> read(Topic topic) {
    Map<String, Object> configs = new HashMap<>();
    configs.put("bootstrap.servers", broker.bootstrapServers());
    configs.put("isolation.level", "read_committed");
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(configs, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic.name()).stream()
              .map(info -> new TopicPartition(info.topic(), info.partition()))
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

  private Settings settingsOf(String provenance) {
    return Settings.of(settings(provenance));
  }

  private Map<String, String> settings(String provenance) {
    Map<String, String> settings = Platform.settings();
    settings.putAll(Platform.quickTakeover());
    settings.put("kafka.bootstrap.servers", broker.bootstrapServers());
    settings.put("kafka.unreplicated", "true");
    settings.put("topics.partitions", "2");
    settings.put("activation.http.port", "0");
    settings.put("activation.state.dir", folder.resolve("activation").toString());
    settings.put("provenance", provenance);
    settings.put("provenance.keys", folder.resolve("gateway.yaml").toAbsolutePath().toString());
    settings.put("parties.file", folder.resolve("parties.yaml").toAbsolutePath().toString());
    return settings;
  }

  private void secret(String name, String text) throws IOException {
    Files.writeString(OwnerOnly.file(folder.resolve(name)), text);
  }

  /** As {@link Forger} makes its secrets. */
  private static String base64(String word) {
    return Base64.getEncoder().encodeToString(Arrays.copyOf(word.getBytes(UTF_8), 32));
  }

  private static String base64(Signer signer) {
    return Base64.getEncoder().encodeToString(signer.key().secret().getEncoded());
  }

  private static void awaitReady(ActivationService service) throws Exception {
    URI ready = URI.create("http://127.0.0.1:%d/health/ready".formatted(service.port()));
    HttpRequest get = HttpRequest.newBuilder(ready).build();
    Patience.await(
        "ready, seed %d".formatted(SEED),
        () -> HTTP.send(get, BodyHandlers.discarding()).statusCode() == 200);
  }
}
