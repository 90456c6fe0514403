package renewals.notifier.config;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.StreamsConfig;
import renewals.kit.Settings;
import renewals.schemas.Topics;
import renewals.streams.runtime.BoundedRocksDb;
import renewals.streams.runtime.StreamsProperties;
import renewals.streams.runtime.StreamsProperties.Application;

/**
 * How Kafka is reached, and the one place that turns settings into Kafka's own properties.
 *
 * @param given everything below {@code kafka.}, passed through to every client; what would change
 *     what the guarantees rest on is refused
 * @param unreplicated {@code kafka.unreplicated}: true only in a local stack
 */
public record KafkaSettings(
    Map<String, String> given,
    boolean unreplicated,
    String applicationId,
    String stateDir,
    int threads,
    int standbys) {

  private static final String SESSION_TIMEOUT_MS = "10000";
  private static final String HEARTBEAT_MS = "3000";

  /** Room for the largest dead letter, and for a parked record with its coordinates. */
  private static final int MAX_REQUEST_SIZE =
      StreamsProperties.maxRequestSize(Topics.MAX_DEAD_LETTER_BYTES);

  /** What few stores with little in them need of memory. */
  private static final long ROCKSDB_BYTES = 96L << 20;

  public KafkaSettings {
    given = Map.copyOf(given);
  }

  static KafkaSettings of(Settings settings) {
    Map<String, String> given = new HashMap<>(settings.below("kafka."));
    given.put(
        CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG,
        settings.text("kafka.bootstrap.servers", "127.0.0.1:9092"));
    given.remove("unreplicated");
    StreamsProperties.check(given);
    return new KafkaSettings(
        given,
        settings.flag("kafka.unreplicated", false),
        settings.text("notifier.application.id", "notifier"),
        settings.text("notifier.state.dir", "notifier-state"),
        settings.count("notifier.threads", 1, 1, 64),
        settings.count("notifier.standbys", 1, 0, 3));
  }

  /** For Kafka Streams. */
  public Properties streams() {
    return StreamsProperties.of(
        new Application(
            applicationId,
            Objects.requireNonNull(given.get(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG)),
            stateDir,
            threads,
            standbys,
            !unreplicated,
            Topics.MAX_DEAD_LETTER_BYTES,
            given),
        Map.of(
            StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG,
            0,
            BoundedRocksDb.CACHE_BYTES_CONFIG,
            ROCKSDB_BYTES));
  }

  /** For an admin client. */
  public Map<String, Object> admin() {
    return new HashMap<>(given);
  }

  /** For the senders' consumer. */
  public Map<String, Object> dueConsumer() {
    Map<String, Object> all = reader();
    all.putIfAbsent(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, SESSION_TIMEOUT_MS);
    all.putIfAbsent(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, HEARTBEAT_MS);
    all.put(ConsumerConfig.GROUP_ID_CONFIG, applicationId + "-senders");
    all.put(ConsumerConfig.CLIENT_ID_CONFIG, applicationId + "-senders");
    all.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    return all;
  }

  /** For a consumer that belongs to no group. */
  public Map<String, Object> reader() {
    Map<String, Object> all = new HashMap<>(given);
    all.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    all.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    all.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
    all.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
    return all;
  }

  /** For the senders' producer. */
  public Map<String, Object> resultProducer() {
    Map<String, Object> all = new HashMap<>(given);
    all.put(ProducerConfig.CLIENT_ID_CONFIG, applicationId + "-results");
    all.put(ProducerConfig.ACKS_CONFIG, "all");
    all.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    all.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, MAX_REQUEST_SIZE);
    all.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
    all.put(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
    return all;
  }

  /** Without what is given: it may hold passwords. */
  @Override
  public String toString() {
    return "KafkaSettings[%s]".formatted(applicationId);
  }
}
