package renewals.testing;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.utils.Utils;
import renewals.schemas.Topic;
import renewals.schemas.wire.WireReader;
import renewals.schemas.wire.WireWriter;

/** A real broker with a schema registry beside it, and what tests write and read there. */
public final class KafkaBench implements AutoCloseable {

  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private final RealBroker broker;
  private final int partitions;
  private final KnownSchemas schemas = new KnownSchemas();
  private final RegistryServer registry;
  private final KafkaProducer<byte[], byte[]> producer;

  /** Reads a topic again and again while something is waited for. */
  private final KafkaConsumer<byte[], byte[]> reader;

  /**
   * Starts both; there are no topics yet.
   *
   * @param dir for the broker's files
   * @param partitions that every topic will have
   */
  public KafkaBench(Path dir, int partitions) throws IOException, InterruptedException {
    this.partitions = partitions;
    this.broker = RealBroker.start(dir);
    this.registry = new RegistryServer(schemas);
    this.producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", broker.bootstrap()),
            new ByteArraySerializer(),
            new ByteArraySerializer());
    this.reader =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", broker.bootstrap(), "isolation.level", "read_committed"),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer());
  }

  @Override
  public void close() {
    producer.close(Duration.ofSeconds(5));
    reader.close();
    registry.close();
    broker.close();
  }

  /** Creates every topic of the catalogue. */
  public void createTopics() throws Exception {
    broker.createTopics(partitions);
  }

  /**
   * The settings by which a service finds both. A stream application leaves its group by silence:
   * who takes over from it waits for that, so it is short.
   */
  public Map<String, String> settings() {
    Map<String, String> values = new HashMap<>();
    values.put("kafka.bootstrap.servers", broker.bootstrap());
    values.put("kafka.unreplicated", "true");
    values.put("schema.registry.url", registry.url());
    values.put("kafka.heartbeat.interval.ms", "300");
    values.put("kafka.session.timeout.ms", "6000");
    return values;
  }

  /** The partition in which the Java producer would put a key. */
  public int partitionOf(String key) {
    return Utils.toPositive(Utils.murmur2(bytes(key))) % partitions;
  }

  /** Writes a record wherever a test wants it, and waits until the broker has it; its offset. */
  public long send(Topic topic, int partition, String key, byte[] value) throws Exception {
    return producer
        .send(new ProducerRecord<>(topic.name(), partition, bytes(key), value))
        .get(Patience.LONG.toSeconds(), TimeUnit.SECONDS)
        .offset();
  }

  /**
   * Writes a record with a stamp of its own, as a broker whose clock was wrong would have stamped
   * it, and waits until the broker has it.
   */
  public void sendStamped(Topic topic, String key, byte[] value, Instant stamp) throws Exception {
    configure(
        topic,
        set("message.timestamp.type", "CreateTime"),
        set("message.timestamp.after.max.ms", Long.toString(Long.MAX_VALUE)));
    producer
        .send(
            new ProducerRecord<>(
                topic.name(), partitionOf(key), stamp.toEpochMilli(), bytes(key), value))
        .get(Patience.LONG.toSeconds(), TimeUnit.SECONDS);
    configure(topic, set("message.timestamp.type", "LogAppendTime"));
  }

  private void configure(Topic topic, AlterConfigOp... changes) throws Exception {
    ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic.name());
    try (Admin admin = broker.admin()) {
      admin
          .incrementalAlterConfigs(Map.of(resource, List.of(changes)))
          .all()
          .get(Patience.LONG.toSeconds(), TimeUnit.SECONDS);
    }
  }

  private static AlterConfigOp set(String name, String value) {
    return new AlterConfigOp(new ConfigEntry(name, value), AlterConfigOp.OpType.SET);
  }

  /** An event as its topic's bytes. */
  public <T extends SpecificRecord> byte[] wire(Topic topic, T value, T prototype) {
    return WireWriter.of(schemas, topic, prototype).write(value);
  }

  /** All committed records of a topic so far, by partition and offset. */
  public synchronized List<ConsumerRecord<byte[], byte[]>> read(Topic topic) {
    List<TopicPartition> all = new ArrayList<>();
    for (int partition = 0; partition < partitions; partition++) {
      all.add(new TopicPartition(topic.name(), partition));
    }
    reader.assign(all);
    reader.seekToBeginning(all);
    Map<TopicPartition, Long> ends = reader.endOffsets(all);
    List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
    while (ends.entrySet().stream().anyMatch(e -> reader.position(e.getKey()) < e.getValue())) {
      reader.poll(Duration.ofMillis(100)).forEach(records::add);
    }
    return records;
  }

  /** The events of a topic so far. */
  public <T extends SpecificRecord> List<T> events(Topic topic, T prototype) {
    WireReader<T> reader = new WireReader<>(schemas, prototype);
    return read(topic).stream().map(record -> reader.read(record.value())).toList();
  }

  /** Whether a service on this machine says that it is ready. */
  public static boolean isReady(int port) throws IOException, InterruptedException {
    URI uri = URI.create("http://127.0.0.1:" + port + "/health/ready");
    HttpRequest request = HttpRequest.newBuilder(uri).build();
    return HTTP.send(request, BodyHandlers.discarding()).statusCode() == 200;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
