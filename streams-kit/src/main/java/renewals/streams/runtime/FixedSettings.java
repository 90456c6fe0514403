package renewals.streams.runtime;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.errors.DefaultProductionExceptionHandler;
import org.apache.kafka.streams.errors.LogAndFailExceptionHandler;
import org.apache.kafka.streams.errors.LogAndFailProcessingExceptionHandler;
import org.jspecify.annotations.Nullable;
import renewals.kit.SettingException;

/**
 * Kafka's settings that an exactly-once application rests on. Whoever gives one of them another
 * value is refused, with whichever prefix he names the client that it is for.
 */
final class FixedSettings {

  static final String TOPIC_PREFIX = "topic.";

  /** Kafka Streams' prefixes for its clients; the bare name stands for all of them. */
  private static final List<String> CLIENT_PREFIXES =
      List.of(
          "main.consumer.",
          "restore.consumer.",
          "global.consumer.",
          "consumer.",
          "producer.",
          "admin.");

  private static final String NOT_TO_BE_SET = "";

  /** By bare name the only value that may be given. */
  private static final Map<String, String> ONLY = new TreeMap<>();

  static {
    // a record is applied once, or nothing of it is
    only(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
    only(ProducerConfig.ACKS_CONFIG, "all");
    only(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, "true");
    only(ProducerConfig.TRANSACTIONAL_ID_CONFIG, NOT_TO_BE_SET);
    only(ProducerConfig.TRANSACTION_TWO_PHASE_COMMIT_ENABLE_CONFIG, "false");
    only(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    only(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
    only(ConsumerConfig.GROUP_ID_CONFIG, NOT_TO_BE_SET);
    only(StreamsConfig.TRANSACTIONAL_STATE_STORES_CONFIG, "false");

    // no record is passed over
    String fails = LogAndFailExceptionHandler.class.getName();
    only(StreamsConfig.DESERIALIZATION_EXCEPTION_HANDLER_CLASS_CONFIG, fails);
    only("default.deserialization.exception.handler", fails);
    only(
        StreamsConfig.PROCESSING_EXCEPTION_HANDLER_CLASS_CONFIG,
        LogAndFailProcessingExceptionHandler.class.getName());
    only(StreamsConfig.PROCESSING_EXCEPTION_HANDLER_GLOBAL_ENABLED_CONFIG, "true");
    String production = DefaultProductionExceptionHandler.class.getName();
    only(StreamsConfig.PRODUCTION_EXCEPTION_HANDLER_CLASS_CONFIG, production);
    only("default.production.exception.handler", production);
    only(StreamsConfig.ERRORS_DEAD_LETTER_QUEUE_TOPIC_NAME_CONFIG, NOT_TO_BE_SET);
    only(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    only(ConsumerConfig.CHECK_CRCS_CONFIG, "true");
    only(StreamsConfig.PROCESSOR_WRAPPER_CLASS_CONFIG, NOT_TO_BE_SET);

    // a key lies where all look for it
    only(ProducerConfig.PARTITIONER_CLASS_CONFIG, NOT_TO_BE_SET);
    only(ProducerConfig.PARTITIONER_IGNORE_KEYS_CONFIG, "false");
    only(ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG, NOT_TO_BE_SET);
    // and what was read is known (docs/decisions/036-assignment-by-clients.md)
    only(StreamsConfig.GROUP_PROTOCOL_CONFIG, "classic");
    only(StreamsConfig.TOPOLOGY_OPTIMIZATION_CONFIG, StreamsConfig.NO_OPTIMIZATION);
    only(StreamsConfig.ENSURE_EXPLICIT_INTERNAL_RESOURCE_NAMING_CONFIG, "true");
    only(StreamsConfig.DEFAULT_CLIENT_SUPPLIER_CONFIG, NOT_TO_BE_SET);

    // state is kept, wherever it lies
    only(TOPIC_PREFIX + TopicConfig.CLEANUP_POLICY_CONFIG, NOT_TO_BE_SET);
    only(TOPIC_PREFIX + TopicConfig.RETENTION_MS_CONFIG, NOT_TO_BE_SET);
    only(TOPIC_PREFIX + TopicConfig.RETENTION_BYTES_CONFIG, NOT_TO_BE_SET);
    only(TOPIC_PREFIX + TopicConfig.DELETE_RETENTION_MS_CONFIG, NOT_TO_BE_SET);
    only(TOPIC_PREFIX + TopicConfig.UNCLEAN_LEADER_ELECTION_ENABLE_CONFIG, "false");
    only(TOPIC_PREFIX + TopicConfig.MAX_MESSAGE_BYTES_CONFIG, NOT_TO_BE_SET);
    only(TOPIC_PREFIX + TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG, NOT_TO_BE_SET);
    only(TOPIC_PREFIX + TopicConfig.MESSAGE_TIMESTAMP_BEFORE_MAX_MS_CONFIG, NOT_TO_BE_SET);
    only(TOPIC_PREFIX + TopicConfig.MESSAGE_TIMESTAMP_AFTER_MAX_MS_CONFIG, NOT_TO_BE_SET);
  }

  private FixedSettings() {}

  private static void only(String name, String value) {
    ONLY.put(name, value);
  }

  /** The name of a setting without the client that it is for. */
  static String bare(String name) {
    return CLIENT_PREFIXES.stream()
        .filter(name::startsWith)
        .findFirst()
        .map(prefix -> name.substring(prefix.length()))
        .orElse(name);
  }

  /** Whether a setting is one of these. */
  static boolean contains(String name) {
    return ONLY.containsKey(bare(name));
  }

  /**
   * Checks one that was given.
   *
   * @throws SettingException it has another value than the only one that holds
   */
  static void check(String name, @Nullable Object given) {
    String only = ONLY.get(bare(name));
    String value = String.valueOf(given).strip();
    if (only != null && (only.isEmpty() || !value.equals(only))) {
      throw new SettingException(
          "kafka." + name, value, only.isEmpty() ? "not to be set" : only + ", and nothing else");
    }
  }
}
