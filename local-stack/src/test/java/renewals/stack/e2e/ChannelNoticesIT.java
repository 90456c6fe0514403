package renewals.stack.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.stream.StreamSupport;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import renewals.cli.topics.SchemaSetup;
import renewals.cli.topics.TopicsAdmin;
import renewals.kit.Settings;
import renewals.parties.file.GatewayKeysFile;
import renewals.parties.model.Parties;
import renewals.parties.proof.GatewayKeys;
import renewals.parties.proof.ProofHeaders;
import renewals.parties.proof.ProofJudge;
import renewals.parties.proof.Provenance;
import renewals.producer.ProducerService;
import renewals.schemas.Topics;
import renewals.stack.Platform;
import renewals.stack.broker.BrokerProcess;
import renewals.testing.Patience;
import renewals.testing.channel.ChannelDouble;
import renewals.testing.channel.ChannelDouble.Payment;
import renewals.testing.channel.ChannelDouble.Request;

/**
 * Channels' notices on a real broker: signed as their callbacks' word, and answered in time, under
 * load and while Kafka is away. Prints how long the answers took; {@code -Dchannel.notices=3000}
 * sends so many instead of a tenth of them, and demands 99 of 100 answers within a second.
 */
@TestMethodOrder(OrderAnnotation.class)
class ChannelNoticesIT {

  private static final int MEASURED = 3_000;
  private static final int NOTICES = Integer.getInteger("channel.notices", MEASURED / 10);
  private static final int AWAY = Math.max(1, NOTICES / 5);
  private static final int AT_ONCE = 64;
  private static final Duration LIMIT = Duration.ofSeconds(4);
  private static final List<String> PROVIDERS = List.of("wechat-pay", "alipay", "lakala");
  private static final HttpClient CLIENT = HttpClient.newHttpClient();
  private static final Map<String, ChannelDouble> CHANNELS = new TreeMap<>();

  private static BrokerProcess broker;
  private static Settings settings;
  private static ProducerService intake;
  private static GatewayKeys gatewayKeys;

  /** One answer. */
  private record Answered(boolean success, int status, Duration took) {}

  @BeforeAll
  static void start() throws Exception {
    Path folder = Platform.folder();
    broker = BrokerProcess.start(folder.resolve("kafka"), folder.resolve("logs"), 0);
    Path keys = folder.resolve("gateway-keys.yaml");
    Files.writeString(
        keys, "k1: {secret: %s}\n".formatted(Base64.getEncoder().encodeToString(new byte[32])));
    Files.setPosixFilePermissions(keys, PosixFilePermissions.fromString("rw-------"));
    Map<String, String> all = Platform.settings();
    all.put("kafka.bootstrap.servers", broker.bootstrapServers());
    settings = Settings.of(Map.copyOf(all));
    all.put("producer.http.port", "0");
    all.put("provenance.keys", keys.toString());
    for (String provider : PROVIDERS) {
      ChannelDouble channel = ChannelDouble.of(provider, folder.resolve(provider));
      CHANNELS.put(provider, channel);
      channel
          .settings()
          .forEach((name, value) -> all.put("callbacks.%s.%s".formatted(provider, name), value));
    }
    try (TopicsAdmin topics = TopicsAdmin.connect(settings)) {
      topics.createOrVerify();
    }
    SchemaSetup.register(settings);
    intake = ProducerService.start(Settings.of(all));
    gatewayKeys = GatewayKeysFile.load(keys);
  }

  @AfterAll
  static void stop() {
    intake.close();
    broker.close();
  }

  @Test
  @Order(1)
  void shouldAnswerEveryNoticeInTimeUnderLoad() throws Exception {
    send(requests("WARM", NOTICES / 10));

    List<Answered> answers = send(requests("LOAD", NOTICES));

    print("under load, %d at once".formatted(AT_ONCE), answers);
    assertThat(answers).hasSize(NOTICES).allMatch(Answered::success);
    if (NOTICES >= MEASURED) {
      assertThat(percentile(answers, 0.99)).isLessThan(Duration.ofSeconds(1));
    }
    assertThat(percentile(answers, 1)).isLessThan(LIMIT);
  }

  @Test
  @Order(2)
  void shouldSignWhatAChannelToldAsItsCallbacksWord() {
    ProofJudge judge = new ProofJudge(() -> gatewayKeys, () -> Parties.NONE);
    List<ConsumerRecord<byte[], byte[]>> records = payments();

    assertThat(records).hasSizeGreaterThanOrEqualTo(NOTICES);
    for (ConsumerRecord<byte[], byte[]> record : records) {
      Provenance provenance =
          judge.judge(
              new ProofJudge.Read(
                  record.topic(),
                  record.key(),
                  record.value(),
                  values(record, ProofHeaders.PARTY),
                  values(record, ProofHeaders.AT),
                  values(record, ProofHeaders.PROOF),
                  Instant.ofEpochMilli(record.timestamp())));
      assertThat(provenance).isInstanceOf(Provenance.Proven.class);
      assertThat(((Provenance.Proven) provenance).partyId()).startsWith("callback:");
    }
  }

  @Test
  @Order(3)
  void shouldAnswer503InTimeWhileKafkaStandsStillAndTakeAllWhenItGoesOn() throws Exception {
    List<Answered> away = new ArrayList<>();
    broker.pause();
    try {
      away.addAll(send(requests("AWAY", AWAY)));
    } finally {
      broker.resume();
    }
    print("while Kafka stands still", away);
    assertThat(away).hasSize(AWAY);
    assertThat(percentile(away, 1)).isLessThan(LIMIT);
    assertThat(away).filteredOn(answer -> !answer.success()).allMatch(a -> a.status() == 503);
    assertThat(away).filteredOn(answer -> !answer.success()).hasSizeGreaterThan(AWAY * 5 / 6);

    tellUntilTaken("AWAY", AWAY);
    assertThat(renewals("AWAY")).hasSize(AWAY);
  }

  @Test
  @Order(4)
  void shouldAnswer503InTimeWhereKafkaIsGone() throws Exception {
    send(requests("WARM", NOTICES / 10));
    broker.kill();

    List<Answered> gone = send(requests("GONE", AWAY));

    print("where Kafka is gone", gone);
    assertThat(gone).hasSize(AWAY).noneMatch(Answered::success).allMatch(a -> a.status() == 503);
    assertThat(percentile(gone, 1)).isLessThan(LIMIT);
  }

  /** As the channels do: what wasn't answered by success comes again, signed anew. */
  private static void tellUntilTaken(String prefix, int count) throws Exception {
    Patience.await(
        prefix + " is taken",
        () -> send(requests(prefix, count)).stream().allMatch(Answered::success));
  }

  private static List<Map.Entry<String, Request>> requests(String prefix, int count) {
    List<Map.Entry<String, Request>> requests = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      String provider = PROVIDERS.get(i % PROVIDERS.size());
      Payment payment =
          new Payment(
              "%s-%d".formatted(prefix, i),
              "42%s%d".formatted(prefix, i),
              5000,
              Instant.parse("2026-03-02T02:00:00Z"));
      ChannelDouble channel = CHANNELS.get(provider);
      assertThat(channel).isNotNull();
      requests.add(Map.entry(provider, channel.paid(payment).sentAt(Instant.now())));
    }
    return requests;
  }

  private static List<Answered> send(List<Map.Entry<String, Request>> requests) throws Exception {
    ConcurrentLinkedQueue<Answered> answers = new ConcurrentLinkedQueue<>();
    Semaphore places = new Semaphore(AT_ONCE);
    List<Future<?>> underWay = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Map.Entry<String, Request> request : requests) {
        places.acquire();
        underWay.add(
            threads.submit(
                () -> {
                  try {
                    answers.add(post(request.getKey(), request.getValue()));
                  } finally {
                    places.release();
                  }
                  return null;
                }));
      }
      for (Future<?> one : underWay) {
        one.get();
      }
    }
    return List.copyOf(answers);
  }

  private static Answered post(String provider, Request request) throws Exception {
    URI uri =
        URI.create(
            "http://127.0.0.1:%d/v1/callbacks/%s/%s".formatted(intake.port(), provider, provider));
    HttpRequest.Builder post = HttpRequest.newBuilder(uri);
    request.headers().forEach(post::header);
    HttpRequest built = post.POST(BodyPublishers.ofString(request.body())).build();
    long begun = System.nanoTime();
    HttpResponse<String> answer = CLIENT.send(built, BodyHandlers.ofString());
    Duration took = Duration.ofNanos(System.nanoTime() - begun);
    ChannelDouble channel = CHANNELS.get(provider);
    boolean success = channel != null && channel.isSuccess(answer.statusCode(), answer.body());
    return new Answered(success, answer.statusCode(), took);
  }

  private static Duration percentile(List<Answered> answers, double share) {
    List<Duration> sorted = answers.stream().map(Answered::took).sorted().toList();
    return sorted.get(Math.max(0, (int) Math.ceil(share * sorted.size()) - 1));
  }

  private static void print(String when, List<Answered> answers) {
    System.out.printf(
        "notices %s: %d, half within %d ms, 99 of 100 within %d ms, all within %d ms%n",
        when,
        answers.size(),
        percentile(answers, 0.5).toMillis(),
        percentile(answers, 0.99).toMillis(),
        percentile(answers, 1).toMillis());
  }

  private static Set<String> renewals(String prefix) {
    Set<String> renewals = new HashSet<>();
    for (ConsumerRecord<byte[], byte[]> record : payments()) {
      String key = new String(record.key(), UTF_8);
      if (key.startsWith(prefix)) {
        renewals.add(key);
      }
    }
    return renewals;
  }

  private static List<ConsumerRecord<byte[], byte[]>> payments() {
    Map<String, Object> properties = new HashMap<>(settings.below("kafka."));
    String topic = Topics.RENEWAL_PAYMENTS.name();
    List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic).stream()
              .map(info -> new TopicPartition(topic, info.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      Instant limit = Instant.now().plus(Patience.LONG);
      while (ends.entrySet().stream()
          .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
        assertThat(Instant.now()).isBefore(limit);
        consumer.poll(Duration.ofMillis(200)).forEach(records::add);
      }
    }
    return records;
  }

  private static List<byte[]> values(ConsumerRecord<byte[], byte[]> record, String name) {
    return StreamSupport.stream(record.headers().headers(name).spliterator(), false)
        .map(Header::value)
        .toList();
  }
}
