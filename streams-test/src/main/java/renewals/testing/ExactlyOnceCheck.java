package renewals.testing;

import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.RoundRobinPartitioner;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.errors.DefaultProductionExceptionHandler;
import org.apache.kafka.streams.errors.LogAndContinueExceptionHandler;
import org.apache.kafka.streams.errors.LogAndContinueProcessingExceptionHandler;
import org.apache.kafka.streams.errors.LogAndFailExceptionHandler;
import org.apache.kafka.streams.errors.LogAndFailProcessingExceptionHandler;

/**
 * Tries every setting that Kafka knows with every value that could weaken a guarantee, if it were
 * that setting's.
 */
public final class ExactlyOnceCheck {

  private static final List<String> CONSUMERS =
      List.of("", "consumer.", "main.consumer.", "restore.consumer.", "global.consumer.");

  private static final List<String> HOSTILE =
      List.of(
          "false",
          "true",
          "0",
          "1",
          "none",
          "all",
          "latest",
          "delete",
          "at_least_once",
          "read_uncommitted",
          LogAndContinueExceptionHandler.class.getName(),
          LogAndContinueProcessingExceptionHandler.class.getName(),
          RoundRobinPartitioner.class.getName());

  private ExactlyOnceCheck() {}

  /**
   * What weakens an application, as {@code name=value}.
   *
   * @param given makes the properties of a replicated application from what is given below {@code
   *     kafka.}; throws if it refuses that
   */
  public static List<String> weakened(Function<Map<String, String>, Properties> given) {
    return weakenedBy(allNames(), one -> isExactlyOnce(new StreamsConfig(given.apply(one))));
  }

  /**
   * What weakens a consumer beside the application, as {@code name=value}: it may read only what is
   * committed, nothing may be passed over, and nobody but its owner commits.
   *
   * @param given makes its properties; throws if it refuses what is given
   */
  public static List<String> weakenedConsumer(
      Function<Map<String, String>, Map<String, Object>> given) {
    return weakenedBy(
        ConsumerConfig.configNames(),
        one -> {
          ConsumerConfig config = new ConsumerConfig(given.apply(one));
          return readsOnlyWhatIsCommitted(config.values())
              && is(config.values(), ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false")
              && !is(config.values(), ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none")
              && is(
                  config.values(),
                  ConsumerConfig.GROUP_ID_CONFIG,
                  String.valueOf(given.apply(Map.of()).get(ConsumerConfig.GROUP_ID_CONFIG)));
        });
  }

  /**
   * What weakens a producer beside the application, as {@code name=value}: all replicas in sync
   * have each record, once, in the partition of its key.
   *
   * @param given makes its properties; throws if it refuses what is given
   */
  public static List<String> weakenedProducer(
      Function<Map<String, String>, Map<String, Object>> given) {
    return weakenedBy(
        ProducerConfig.configNames(),
        one -> {
          ProducerConfig config = new ProducerConfig(given.apply(one));
          return isIdempotent(config.values())
              && is(config.values(), ProducerConfig.ACKS_CONFIG, "-1")
              && is(config.values(), ProducerConfig.PARTITIONER_CLASS_CONFIG, "null");
        });
  }

  @FunctionalInterface
  private interface Holds {
    boolean with(Map<String, String> given);
  }

  private static List<String> weakenedBy(Set<String> names, Holds guarantees) {
    List<String> weakened = new ArrayList<>();
    for (String name : new TreeSet<>(names)) {
      for (String value : HOSTILE) {
        if (!isRefusedOrHarmless(guarantees, name, value)) {
          weakened.add(name + "=" + value);
        }
      }
    }
    return weakened;
  }

  /** Refused by us, or by Kafka itself: then nothing starts with it. */
  private static boolean isRefusedOrHarmless(Holds guarantees, String name, String value) {
    try {
      return guarantees.with(Map.of(name, value));
    } catch (RuntimeException refused) {
      return true;
    }
  }

  /** Whether the properties of a replicated application give what exactly-once rests on. */
  public static boolean isExactlyOnce(StreamsConfig config) {
    Map<String, Object> producer = config.getProducerConfigs("c");
    Map<String, Object> main = config.getMainConsumerConfigs("g", "c", 0);
    return config
            .getString(StreamsConfig.PROCESSING_GUARANTEE_CONFIG)
            .equals(StreamsConfig.EXACTLY_ONCE_V2)
        && config.deserializationExceptionHandler() instanceof LogAndFailExceptionHandler
        && config.processingExceptionHandler() instanceof LogAndFailProcessingExceptionHandler
        && config.productionExceptionHandler() instanceof DefaultProductionExceptionHandler
        && isIdempotent(producer)
        && isAbsentOr(producer, ProducerConfig.ACKS_CONFIG, "all")
        && !producer.containsKey(ProducerConfig.PARTITIONER_CLASS_CONFIG)
        && !producer.containsKey(ProducerConfig.TRANSACTIONAL_ID_CONFIG)
        && is(main, ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false")
        && is(main, ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest")
        && readsOnlyWhatIsCommitted(main)
        && readsOnlyWhatIsCommitted(config.getRestoreConsumerConfigs("c"))
        && readsOnlyWhatIsCommitted(config.getGlobalConsumerConfigs("c"))
        && is(config.originals(), "topic.min.insync.replicas", "2")
        && !config.originals().containsKey("topic.cleanup.policy")
        && !config.originals().containsKey("topic.retention.ms")
        && isAbsentOr(config.originals(), "topic.unclean.leader.election.enable", "false");
  }

  private static boolean isIdempotent(Map<String, ?> producer) {
    return is(producer, ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, "true")
        && isAbsentOr(producer, ProducerConfig.TRANSACTION_TWO_PHASE_COMMIT_ENABLE_CONFIG, "false")
        && isAbsentOr(producer, ProducerConfig.PARTITIONER_IGNORE_KEYS_CONFIG, "false");
  }

  private static boolean readsOnlyWhatIsCommitted(Map<String, ?> consumer) {
    return is(consumer, ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed")
        && isAbsentOr(consumer, ConsumerConfig.CHECK_CRCS_CONFIG, "true");
  }

  private static boolean is(Map<String, ?> configs, String name, String value) {
    return value.equals(String.valueOf(configs.get(name)));
  }

  private static boolean isAbsentOr(Map<String, ?> configs, String name, String value) {
    return !configs.containsKey(name) || is(configs, name, value);
  }

  /** Every name that Kafka Streams, its clients and its topics know, with and without prefixes. */
  public static Set<String> allNames() {
    Set<String> names = new TreeSet<>(StreamsConfig.configDef().names());
    for (String prefix : CONSUMERS) {
      ConsumerConfig.configNames().forEach(name -> names.add(prefix + name));
    }
    ProducerConfig.configNames().forEach(name -> names.add(name));
    ProducerConfig.configNames().forEach(name -> names.add("producer." + name));
    AdminClientConfig.configNames().forEach(name -> names.add("admin." + name));
    for (Field field : TopicConfig.class.getFields()) {
      if (field.getName().endsWith("_CONFIG")) {
        names.add("topic." + constant(field));
      }
    }
    return names;
  }

  private static Object constant(Field field) {
    try {
      return field.get(null);
    } catch (IllegalAccessException e) {
      throw new IllegalStateException("cannot happen: it is public", e);
    }
  }
}
