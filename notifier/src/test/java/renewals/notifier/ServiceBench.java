package renewals.notifier;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
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
import java.util.concurrent.TimeUnit;
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
import renewals.schemas.Topic;
import renewals.schemas.Topics;
import renewals.schemas.wire.WireReader;
import renewals.schemas.wire.WireWriter;
import renewals.testing.KnownSchemas;
import renewals.v1.Activation;
import renewals.v1.NoticeReceipt;
import renewals.v1.ReceiptState;

/** A real broker with a registry and receivers beside it, for the whole notifier. */
final class ServiceBench implements AutoCloseable {

  static final int PARTITIONS = 3;

  private static final ObjectMapper JSON = new ObjectMapper();

  final RealBroker broker;
  private final KnownSchemas registry = new KnownSchemas();
  private final HttpServer http;
  private final KafkaProducer<byte[], byte[]> producer;
  private final Path dir;

  ServiceBench(Path dir) throws Exception {
    this.dir = dir;
    this.broker = RealBroker.start(dir);
    this.http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    http.setExecutor(command -> Thread.ofVirtual().start(command));
    http.createContext("/registry/subjects/", this::subject);
    http.createContext("/registry/schemas/ids/", this::schema);
    http.start();
    this.producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", broker.bootstrap()),
            new ByteArraySerializer(),
            new ByteArraySerializer());
  }

  @Override
  public void close() {
    producer.close(Duration.ofSeconds(5));
    http.stop(0);
    broker.close();
  }

  /** Receives what is posted there. */
  void receive(String path, HttpHandler handler) {
    http.createContext(path, handler);
  }

  /** What every notifier here is started with. */
  Map<String, String> settings() {
    Map<String, String> values = new HashMap<>();
    values.put("kafka.bootstrap.servers", broker.bootstrap());
    values.put("kafka.unreplicated", "true");
    values.put("schema.registry.url", url("/registry"));
    values.put("notifier.http.port", "0");
    values.put("notifier.state.dir", dir.resolve("state").toString());
    values.put("notifier.standbys", "0");
    values.put("notifier.retry.delays", "300ms,300ms");
    return values;
  }

  String url(String path) {
    return "http://127.0.0.1:" + http.getAddress().getPort() + path;
  }

  /** Something happened that the merchant is told. */
  void tell(String renewalId, String merchantId) throws Exception {
    Activation activation = Samples.activated(renewalId);
    activation.setMerchantId(merchantId);
    byte[] value = wire(Topics.RENEWAL_ACTIVATIONS, activation, new Activation());
    send(Topics.RENEWAL_ACTIVATIONS, rightPartition(merchantId), merchantId, value);
  }

  void send(Topic topic, int partition, String key, byte[] value) throws Exception {
    producer
        .send(new ProducerRecord<>(topic.name(), partition, bytes(key), value))
        .get(30, TimeUnit.SECONDS);
  }

  <T extends SpecificRecord> byte[] wire(Topic topic, T value, T prototype) {
    return WireWriter.of(registry, topic, prototype).write(value);
  }

  /** All receipts so far. */
  List<NoticeReceipt> receipts() {
    WireReader<NoticeReceipt> reader = new WireReader<>(registry, new NoticeReceipt());
    return read(Topics.NOTICE_RECEIPTS).stream()
        .map(record -> reader.read(record.value()))
        .toList();
  }

  /** All receipts of a renewal so far. */
  List<NoticeReceipt> receipts(String renewalId) {
    return receipts().stream().filter(receipt -> renewalId.equals(receipt.getRenewalId())).toList();
  }

  List<NoticeReceipt> finalReceipts(String renewalId) {
    return receipts(renewalId).stream()
        .filter(receipt -> receipt.getState() != ReceiptState.RETRYING)
        .toList();
  }

  List<ConsumerRecord<byte[], byte[]>> read(Topic topic) {
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

  static boolean isReady(NotifierService service) throws Exception {
    try (HttpClient client = HttpClient.newHttpClient()) {
      URI uri = URI.create("http://127.0.0.1:" + service.port() + "/health/ready");
      HttpRequest request = HttpRequest.newBuilder(uri).build();
      return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
    }
  }

  static void await(String what, Callable<Boolean> condition) throws Exception {
    await(what, RealBroker.PATIENCE, condition);
  }

  static void await(String what, Duration patience, Callable<Boolean> condition) throws Exception {
    Instant deadline = Instant.now().plus(patience);
    while (!condition.call()) {
      assertThat(Instant.now()).as("time for " + what).isBefore(deadline);
      TimeUnit.MILLISECONDS.sleep(100);
    }
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

  static int rightPartition(String key) {
    return Utils.toPositive(Utils.murmur2(bytes(key))) % PARTITIONS;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
