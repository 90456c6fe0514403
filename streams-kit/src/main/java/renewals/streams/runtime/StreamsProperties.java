package renewals.streams.runtime;

import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.errors.LogAndFailExceptionHandler;
import org.apache.kafka.streams.errors.LogAndFailProcessingExceptionHandler;
import org.apache.kafka.streams.processor.UsePartitionTimeOnInvalidTimestamp;
import renewals.kit.SettingException;

/**
 * The one place that turns settings into Kafka Streams' properties. There are three lists: what is
 * fixed, since the guarantees rest on it or a setting of the application's own says it; what has a
 * default that operators may change; and everything else, which is passed through as it is.
 */
public final class StreamsProperties {

  private static final int SESSION_TIMEOUT_MS = 10_000;
  private static final int HEARTBEAT_MS = 3_000;

  /**
   * What a killed instance left open is given up by the time another takes its partitions over:
   * with more, that one and all readers would wait on; with less, an instance that only stalls
   * would lose its transaction, and with it its state on disk, before anybody could take over.
   */
  private static final int TRANSACTION_TIMEOUT_MS = SESSION_TIMEOUT_MS;

  /**
   * Room for what a partition gets while a batch waits: every batch has a compressor's buffers made
   * and wakes the sender, and is a request's worth of work for the broker.
   */
  private static final int BATCH_BYTES = 128 * 1024;

  /** Batches go out while the next records are worked on: a commit waits for what is left only. */
  private static final int LINGER_MS = 20;

  /**
   * Between commits, for which all outputs wait, in ms. Shorter than Kafka's own for exactly-once,
   * which is 100: docs/benchmarks.md shows what either costs.
   */
  public static final int COMMIT_INTERVAL_MS = 30;

  /**
   * A transaction that begins while the marks of the last one are being written is refused for a
   * moment, and tried again after this; twice as long each time, up to a second. Brokers that are
   * set to wait (docs/deployment.md, "Brokers") refuse none; with others, Kafka's 100 ms would be
   * lost each time, though the marks are mostly about to be there.
   */
  private static final int PRODUCER_RETRY_MS = 10;

  /** Room for the coordinates and headers of the largest record that is written. */
  private static final int ROOM_ABOVE_LARGEST = 256 * 1024;

  /**
   * Only transactional stores hold any, which are off; yet all stores would be asked all the time.
   */
  private static final long NO_BOUND_OF_UNCOMMITTED = -1;

  /** What the settings of an application say, so that Kafka's own name for it is refused. */
  private static final List<String> SAID_ELSEWHERE =
      List.of(
          StreamsConfig.APPLICATION_ID_CONFIG,
          StreamsConfig.APPLICATION_SERVER_CONFIG,
          StreamsConfig.STATE_DIR_CONFIG,
          StreamsConfig.NUM_STREAM_THREADS_CONFIG,
          StreamsConfig.NUM_STANDBY_REPLICAS_CONFIG,
          StreamsConfig.REPLICATION_FACTOR_CONFIG,
          StreamsConfig.topicPrefix(TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG),
          StreamsConfig.DEFAULT_TIMESTAMP_EXTRACTOR_CLASS_CONFIG,
          ProducerConfig.MAX_REQUEST_SIZE_CONFIG);

  /** Meant for another service that reads the same file: ours has bytes on all sides. */
  private static final List<String> OF_OTHERS =
      List.of(
          ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG,
          ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG,
          ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG,
          ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG);

  private StreamsProperties() {}

  /**
   * An application's own settings, and what it is given of Kafka's.
   *
   * @param given everything below {@code kafka.}, without that prefix
   * @param replicated whether internal topics have 3 replicas of which 2 must be in sync
   * @param largestRecord the largest record that it writes, in bytes
   */
  public record Application(
      String id,
      String bootstrapServers,
      String stateDir,
      int threads,
      int standbys,
      boolean replicated,
      int largestRecord,
      Map<String, String> given) {

    /** Without what is given: it may hold passwords. */
    @Override
    public String toString() {
      return "Application[%s]".formatted(id);
    }
  }

  /**
   * The properties of one instance.
   *
   * @param defaults of this application, beside those that all have; operators may change them
   * @throws SettingException a setting that is given would change what is fixed
   */
  public static Properties of(Application application, Map<String, ?> defaults) {
    Properties properties = new Properties();
    passThrough(application.given(), properties);
    withDefault(
        properties,
        StreamsConfig.consumerPrefix(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG),
        SESSION_TIMEOUT_MS);
    withDefault(
        properties,
        StreamsConfig.consumerPrefix(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG),
        HEARTBEAT_MS);
    withDefault(
        properties,
        StreamsConfig.producerPrefix(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG),
        TRANSACTION_TIMEOUT_MS);
    withDefault(
        properties, StreamsConfig.producerPrefix(ProducerConfig.COMPRESSION_TYPE_CONFIG), "lz4");
    withDefault(
        properties, StreamsConfig.producerPrefix(ProducerConfig.BATCH_SIZE_CONFIG), BATCH_BYTES);
    withDefault(
        properties, StreamsConfig.producerPrefix(ProducerConfig.LINGER_MS_CONFIG), LINGER_MS);
    withDefault(
        properties,
        StreamsConfig.producerPrefix(ProducerConfig.RETRY_BACKOFF_MS_CONFIG),
        PRODUCER_RETRY_MS);
    withDefault(properties, StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, COMMIT_INTERVAL_MS);
    withDefault(properties, StreamsConfig.ROCKSDB_CONFIG_SETTER_CLASS_CONFIG, BoundedRocksDb.class);
    withDefault(
        properties, StreamsConfig.STATESTORE_UNCOMMITTED_MAX_BYTES_CONFIG, NO_BOUND_OF_UNCOMMITTED);
    defaults.forEach((name, value) -> withDefault(properties, name, value));
    fix(application, properties);
    return properties;
  }

  /** The largest request of a producer of this application, in bytes. */
  public static int maxRequestSize(int largestRecord) {
    return largestRecord + ROOM_ABOVE_LARGEST;
  }

  /**
   * Checks what is given of Kafka's settings, as {@link #of} does, before anything is opened.
   *
   * @throws SettingException a setting would change what is fixed
   */
  public static void check(Map<String, String> given) {
    given.forEach(
        (name, value) -> {
          if (SAID_ELSEWHERE.contains(FixedSettings.bare(name))) {
            throw new SettingException(
                "kafka." + name, value, "not to be set: the service's own settings say it");
          }
          if (name.equals(BoundedRocksDb.CACHE_BYTES_CONFIG)) {
            BoundedRocksDb.check(value);
          }
          FixedSettings.check(name, value);
        });
  }

  private static void passThrough(Map<String, String> given, Properties properties) {
    check(given);
    given.forEach(
        (name, value) -> {
          if (!FixedSettings.contains(name) && !OF_OTHERS.contains(FixedSettings.bare(name))) {
            properties.put(name, value);
          }
        });
  }

  /** Sets it unless it is given, be it by its bare name or for one client only. */
  private static void withDefault(Properties properties, String name, Object value) {
    if (!properties.containsKey(FixedSettings.bare(name))) {
      properties.putIfAbsent(name, value);
    }
  }

  private static void fix(Application application, Properties properties) {
    properties.put(StreamsConfig.APPLICATION_ID_CONFIG, application.id());
    properties.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, application.bootstrapServers());
    properties.put(StreamsConfig.STATE_DIR_CONFIG, application.stateDir());
    properties.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, application.threads());
    properties.put(StreamsConfig.NUM_STANDBY_REPLICAS_CONFIG, application.standbys());
    properties.put(StreamsConfig.REPLICATION_FACTOR_CONFIG, application.replicated() ? 3 : 1);
    properties.put(
        StreamsConfig.topicPrefix(TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG),
        application.replicated() ? 2 : 1);
    // changelogs bear the stamp of the record that set a change off: whose clock ran ahead, counts
    properties.put(
        StreamsConfig.topicPrefix(TopicConfig.MESSAGE_TIMESTAMP_AFTER_MAX_MS_CONFIG),
        Long.MAX_VALUE);
    properties.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
    properties.put(StreamsConfig.ENSURE_EXPLICIT_INTERNAL_RESOURCE_NAMING_CONFIG, true);
    properties.put(
        StreamsConfig.DEFAULT_TIMESTAMP_EXTRACTOR_CLASS_CONFIG,
        UsePartitionTimeOnInvalidTimestamp.class);
    properties.put(
        StreamsConfig.DESERIALIZATION_EXCEPTION_HANDLER_CLASS_CONFIG,
        LogAndFailExceptionHandler.class);
    properties.put(
        StreamsConfig.PROCESSING_EXCEPTION_HANDLER_CLASS_CONFIG,
        LogAndFailProcessingExceptionHandler.class);
    properties.put(StreamsConfig.PROCESSING_EXCEPTION_HANDLER_GLOBAL_ENABLED_CONFIG, true);
    properties.put(
        StreamsConfig.consumerPrefix(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG), "earliest");
    properties.put(
        StreamsConfig.producerPrefix(ProducerConfig.MAX_REQUEST_SIZE_CONFIG),
        maxRequestSize(application.largestRecord()));
  }
}
