package renewals.activation.config;

import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.streams.StreamsConfig;
import renewals.schemas.Topics;

/** Turns the settings into Kafka Streams' properties. */
public final class StreamsProperties {

  private static final int SESSION_TIMEOUT_MS = 10_000;
  private static final int HEARTBEAT_MS = 3_000;

  /** Record caches, of all threads: tallies, and what falls due in seconds that grow. */
  private static final int CACHE_BYTES = 8 << 20;

  /**
   * Room for what a partition gets while a batch waits: every batch has a compressor's buffers made
   * and wakes the sender.
   */
  private static final int BATCH_BYTES = 128 * 1024;

  /** Batches go out while the next records are worked on: a commit waits for what is left only. */
  private static final int LINGER_MS = 20;

  /**
   * A global store is restored partition by partition, and what the next one asks for waits behind
   * the fetch at the end of the last: with Kafka's 500 ms a start takes half a second a partition.
   */
  private static final int GLOBAL_FETCH_WAIT_MS = 50;

  /** Restoring works through what one poll gives, and looks after everything else between polls. */
  private static final int RESTORED_PER_POLL = 10_000;

  private static final int ROOM_ABOVE_DEAD_LETTERS = 256 * 1024;

  private StreamsProperties() {}

  /**
   * The properties of one instance.
   *
   * @param applicationServer host and port at which other instances ask this one
   */
  public static Properties of(ActivationSettings settings, String applicationServer) {
    Properties properties = new Properties();
    properties.putAll(settings.kafka());
    properties.put(StreamsConfig.APPLICATION_ID_CONFIG, settings.applicationId());
    properties.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, settings.bootstrapServers());
    properties.put(StreamsConfig.APPLICATION_SERVER_CONFIG, applicationServer);
    properties.put(StreamsConfig.STATE_DIR_CONFIG, settings.stateDir());
    properties.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, settings.threads());
    properties.put(StreamsConfig.NUM_STANDBY_REPLICAS_CONFIG, settings.standbys());
    properties.put(StreamsConfig.REPLICATION_FACTOR_CONFIG, settings.unreplicated() ? 1 : 3);
    properties.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
    properties.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, settings.commitInterval().toMillis());
    properties.put(StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG, CACHE_BYTES);
    properties.put(StreamsConfig.ENSURE_EXPLICIT_INTERNAL_RESOURCE_NAMING_CONFIG, true);
    properties.put(StreamsConfig.ROCKSDB_CONFIG_SETTER_CLASS_CONFIG, BoundedRocksDb.class);
    properties.put(
        StreamsConfig.consumerPrefix(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG), SESSION_TIMEOUT_MS);
    properties.put(
        StreamsConfig.consumerPrefix(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG), HEARTBEAT_MS);
    properties.put(
        StreamsConfig.consumerPrefix(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG), "earliest");
    properties.put(
        StreamsConfig.globalConsumerPrefix(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG),
        GLOBAL_FETCH_WAIT_MS);
    properties.put(
        StreamsConfig.restoreConsumerPrefix(ConsumerConfig.MAX_POLL_RECORDS_CONFIG),
        RESTORED_PER_POLL);
    properties.put(
        StreamsConfig.producerPrefix(ProducerConfig.MAX_REQUEST_SIZE_CONFIG),
        Topics.MAX_DEAD_LETTER_BYTES + ROOM_ABOVE_DEAD_LETTERS);
    properties.put(StreamsConfig.producerPrefix(ProducerConfig.COMPRESSION_TYPE_CONFIG), "lz4");
    properties.putIfAbsent(
        StreamsConfig.producerPrefix(ProducerConfig.BATCH_SIZE_CONFIG), BATCH_BYTES);
    properties.putIfAbsent(
        StreamsConfig.producerPrefix(ProducerConfig.LINGER_MS_CONFIG), LINGER_MS);
    properties.put(
        StreamsConfig.topicPrefix(TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG),
        settings.unreplicated() ? 1 : 2);
    return properties;
  }
}
