package renewals.notifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import com.standardwebhooks.Webhook;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.utils.Utils;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import renewals.kit.Settings;
import renewals.kit.kafka.UnfitClusterException;
import renewals.schemas.Topic;
import renewals.schemas.Topics;
import renewals.schemas.wire.WireReader;
import renewals.schemas.wire.WireWriter;
import renewals.v1.Activation;
import renewals.v1.MerchantContact;
import renewals.v1.NoticeReceipt;
import renewals.v1.ReceiptState;

/** The whole notifier against a real broker, a webhook receiver and a mail relay. */
@TestInstance(Lifecycle.PER_CLASS)
class NotifierServiceIT {

  private static final int PARTITIONS = 3;
  private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
  private static final ObjectMapper JSON = new ObjectMapper();

  private final TestRegistry registry = new TestRegistry();
  private final GreenMail relay =
      new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
  private final List<String> hooks = new CopyOnWriteArrayList<>();
  private final List<String> unverified = new CopyOnWriteArrayList<>();
  private final AtomicInteger failures = new AtomicInteger();
  private Path dir;
  private HttpServer http;
  private RealBroker broker;
  private KafkaProducer<byte[], byte[]> producer;

  @BeforeAll
  void start(@TempDir(cleanup = CleanupMode.NEVER) Path dir) throws Exception {
    this.dir = dir;
    broker = RealBroker.start(dir);
    relay.start();
    http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    http.setExecutor(command -> Thread.ofVirtual().start(command));
    http.createContext("/hook", this::hook);
    http.createContext("/registry/subjects/", this::subject);
    http.createContext("/registry/schemas/ids/", this::schema);
    http.start();
    producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", broker.bootstrap()),
            new ByteArraySerializer(),
            new ByteArraySerializer());
  }

  @AfterAll
  void stop() {
    producer.close(Duration.ofSeconds(5));
    http.stop(0);
    relay.stop();
    broker.close();
  }

  @Test
  void shouldTellMerchantsThroughFailuresMisplacementAndRestart() throws Exception {
    assertThatThrownBy(() -> NotifierService.start(settings()).close())
        .isInstanceOf(UnfitClusterException.class)
        .hasMessageContaining("merchant-contacts")
        .hasMessageContaining("are missing");
    broker.createTopics(PARTITIONS);

    byte[] garbage = {9, 9, 9};
    try (NotifierService service = NotifierService.start(settings())) {
      await("ready", () -> isReady(service));
      int wrong = (rightPartition(Samples.MERCHANT) + 1) % PARTITIONS;
      send(Topics.MERCHANT_CONTACTS, wrong, Samples.MERCHANT, garbage);
      send(Topics.MERCHANT_CONTACTS, wrong, Samples.MERCHANT, contact());
      failures.set(1);
      tell("R1", Samples.MERCHANT);

      await("receipts of R1", () -> finalReceipts("R1").size() == 2);
      assertThat(finalReceipts("R1")).allMatch(r -> r.getState() == ReceiptState.DELIVERED);
      assertThat(receipts("R1"))
          .filteredOn(receipt -> receipt.getState() == ReceiptState.RETRYING)
          .hasSize(1);
      assertThat(unverified).isEmpty();
      assertThat(hooks).containsExactly("R1/1/ACTIVATED/WEBHOOK", "R1/1/ACTIVATED/WEBHOOK");
      assertThat(relay.getReceivedMessages()).hasSize(1);

      ConsumerRecord<byte[], byte[]> dead = read(Topics.DEAD_LETTERS).get(0);
      assertThat(dead.value()).isEqualTo(garbage);
      assertThat(header(dead, "dl-reason")).isEqualTo("UNREADABLE");
      assertThat(header(dead, "dl-topic")).isEqualTo("merchant-contacts");
      assertThat(header(dead, "dl-partition")).isEqualTo(Integer.toString(wrong));
      assertThat(header(dead, "dl-offset")).isEqualTo("0");
      assertThat(dead.headers().lastHeader("moved-offset")).isNull();

      tell("R2", "M-unknown");
      await("giving up R2", () -> finalReceipts("R2").size() == 1);
      assertThat(finalReceipts("R2").get(0).getReason()).startsWith("NO_ADDRESS");
    }

    tell("R1", Samples.MERCHANT);
    tell("R3", Samples.MERCHANT);
    try (NotifierService service = NotifierService.start(settings())) {
      await("ready again", () -> isReady(service));
      await("receipts of R3", () -> finalReceipts("R3").size() == 2);
      assertThat(finalReceipts("R1")).hasSize(2);
      assertThat(finalReceipts("R3")).allMatch(r -> r.getState() == ReceiptState.DELIVERED);
      assertThat(relay.getReceivedMessages()).hasSize(2);
      assertThat(hooks).hasSize(3).last().isEqualTo("R3/1/ACTIVATED/WEBHOOK");
      assertThat(read(Topics.DEAD_LETTERS)).hasSize(1);
    }
  }

  private Settings settings() {
    Map<String, String> values = new HashMap<>();
    values.put("kafka.bootstrap.servers", broker.bootstrap());
    values.put("kafka.unreplicated", "true");
    values.put("schema.registry.url", url("/registry"));
    values.put("notifier.http.port", "0");
    values.put("notifier.state.dir", dir.resolve("state").toString());
    values.put("notifier.standbys", "0");
    values.put("notifier.retry.delays", "300ms,300ms");
    values.put("notifier.contact.wait", "3s");
    values.put("notifier.webhook.allow-http", "true");
    values.put("notifier.webhook.allow-private", "true");
    values.put("notifier.webhook.secrets.wang", SECRET);
    values.put("notifier.webhook.merchants.wang", "M-*");
    values.put("notifier.smtp.host", "127.0.0.1");
    values.put("notifier.smtp.port", Integer.toString(relay.getSmtp().getPort()));
    values.put("notifier.smtp.from", "notices@renewals.example");
    return Settings.of(values);
  }

  private byte[] contact() {
    MerchantContact contact = Samples.mailAndWebhook();
    contact.setWebhookUrl(url("/hook"));
    return wire(Topics.MERCHANT_CONTACTS, contact, new MerchantContact());
  }

  private void tell(String renewalId, String merchantId) throws Exception {
    Activation activation = Samples.activated(renewalId);
    activation.setMerchantId(merchantId);
    byte[] value = wire(Topics.RENEWAL_ACTIVATIONS, activation, new Activation());
    send(Topics.RENEWAL_ACTIVATIONS, rightPartition(merchantId), merchantId, value);
  }

  private void send(Topic topic, int partition, String key, byte[] value) throws Exception {
    producer
        .send(new ProducerRecord<>(topic.name(), partition, bytes(key), value))
        .get(30, TimeUnit.SECONDS);
  }

  private <T extends SpecificRecord> byte[] wire(Topic topic, T value, T prototype) {
    return WireWriter.of(registry, topic, prototype).write(value);
  }

  private List<NoticeReceipt> receipts(String renewalId) {
    WireReader<NoticeReceipt> reader = new WireReader<>(registry, new NoticeReceipt());
    return read(Topics.NOTICE_RECEIPTS).stream()
        .map(record -> reader.read(record.value()))
        .filter(receipt -> renewalId.equals(receipt.getRenewalId()))
        .toList();
  }

  private List<NoticeReceipt> finalReceipts(String renewalId) {
    return receipts(renewalId).stream()
        .filter(receipt -> receipt.getState() != ReceiptState.RETRYING)
        .toList();
  }

  private List<ConsumerRecord<byte[], byte[]>> read(Topic topic) {
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", broker.bootstrap(), "isolation.level", "read_committed"),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer())) {
      List<TopicPartition> all = new ArrayList<>();
      for (int partition = 0; partition < PARTITIONS; partition++) {
        all.add(new TopicPartition(topic.name(), partition));
      }
      consumer.assign(all);
      consumer.seekToBeginning(all);
      Map<TopicPartition, Long> ends = consumer.endOffsets(all);
      List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
      while (ends.entrySet().stream().anyMatch(e -> consumer.position(e.getKey()) < e.getValue())) {
        consumer.poll(Duration.ofMillis(100)).forEach(records::add);
      }
      return records;
    }
  }

  private boolean isReady(NotifierService service) throws Exception {
    try (HttpClient client = HttpClient.newHttpClient()) {
      URI uri = URI.create("http://127.0.0.1:" + service.port() + "/health/ready");
      HttpRequest request = HttpRequest.newBuilder(uri).build();
      return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
    }
  }

  private static void await(String what, Callable<Boolean> condition) throws Exception {
    Instant deadline = Instant.now().plus(RealBroker.PATIENCE);
    while (!condition.call()) {
      assertThat(Instant.now()).as("time for " + what).isBefore(deadline);
      TimeUnit.MILLISECONDS.sleep(100);
    }
  }

  private void hook(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    hooks.add(exchange.getRequestHeaders().getFirst("webhook-id"));
    try {
      Map<String, List<String>> headers = new HashMap<>();
      exchange
          .getRequestHeaders()
          .forEach((name, values) -> headers.put(name.toLowerCase(java.util.Locale.ROOT), values));
      new Webhook(SECRET).verify(body, headers);
    } catch (Exception e) {
      unverified.add(e.toString());
    }
    exchange.sendResponseHeaders(failures.getAndDecrement() > 0 ? 500 : 204, -1);
    exchange.close();
  }

  private void subject(HttpExchange exchange) throws IOException {
    JsonNode asked = JSON.readTree(exchange.getRequestBody().readAllBytes());
    Schema schema = new Schema.Parser().parse(asked.get("schema").asText());
    int id = registry.add(schema);
    answer(exchange, JSON.createObjectNode().put("id", id).put("version", 1));
  }

  private void schema(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    int id = Integer.parseInt(path.substring(path.lastIndexOf('/') + 1));
    answer(exchange, JSON.createObjectNode().put("schema", registry.byId(id).toString()));
  }

  private static void answer(HttpExchange exchange, JsonNode body) throws IOException {
    byte[] bytes = JSON.writeValueAsBytes(body);
    exchange.getResponseHeaders().set("content-type", "application/vnd.schemaregistry.v1+json");
    exchange.sendResponseHeaders(200, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  private String url(String path) {
    return "http://127.0.0.1:" + http.getAddress().getPort() + path;
  }

  private static int rightPartition(String key) {
    return Utils.toPositive(Utils.murmur2(bytes(key))) % PARTITIONS;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
    return new String(record.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
  }
}
