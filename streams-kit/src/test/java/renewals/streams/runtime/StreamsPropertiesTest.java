package renewals.streams.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.InputStream;
import java.lang.reflect.Field;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.RoundRobinPartitioner;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.errors.DefaultProductionExceptionHandler;
import org.apache.kafka.streams.errors.LogAndContinueExceptionHandler;
import org.apache.kafka.streams.errors.LogAndContinueProcessingExceptionHandler;
import org.apache.kafka.streams.errors.LogAndFailExceptionHandler;
import org.apache.kafka.streams.errors.LogAndFailProcessingExceptionHandler;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import renewals.kit.SettingException;
import renewals.streams.runtime.StreamsProperties.Application;

class StreamsPropertiesTest {

  private static final List<String> CONSUMERS =
      List.of("", "consumer.", "main.consumer.", "restore.consumer.", "global.consumer.");

  /** Values that would weaken a guarantee, if the setting were the right one. */
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

  @Test
  void shouldLetNoPassedThroughSettingWeakenExactlyOnce() throws Exception {
    List<String> weakened = new ArrayList<>();
    for (String name : allNames()) {
      for (String value : HOSTILE) {
        if (isWeakenedBy(name, value)) {
          weakened.add(name + "=" + value);
        }
      }
    }

    assertThat(weakened).isEmpty();
  }

  @Test
  void shouldBeExactlyOnceAsItIs() {
    Properties properties = properties(Map.of());
    assertThat(isExactlyOnce(new StreamsConfig(properties))).isTrue();

    properties.put("main.consumer.auto.offset.reset", "latest");
    assertThat(isExactlyOnce(new StreamsConfig(properties))).isFalse();
  }

  /** A setting that a newer Kafka brings passes only after somebody has judged it. */
  @Test
  void shouldKnowEachSettingThatItPassesThrough() throws Exception {
    Set<String> passed = new TreeSet<>();
    for (String name : allNames()) {
      String bare = FixedSettings.bare(name);
      if (!isRefusedWhatever(bare)
          && !FixedSettings.contains(bare)
          && !isTakenFromElsewhere(bare)) {
        passed.add(bare);
      }
    }

    assertThat(passed).isEqualTo(judged());
  }

  @ParameterizedTest
  @CsvSource({
    "processing.exception.handler,"
        + "org.apache.kafka.streams.errors.LogAndContinueProcessingExceptionHandler",
    "deserialization.exception.handler,"
        + "org.apache.kafka.streams.errors.LogAndContinueExceptionHandler",
    "processing.guarantee,at_least_once",
    "producer.acks,1",
    "main.consumer.isolation.level,read_uncommitted",
    "auto.offset.reset,latest",
    "partitioner.class,org.apache.kafka.clients.producer.RoundRobinPartitioner",
    "topic.cleanup.policy,delete",
    "application.id,other"
  })
  void shouldRefuseByNameWhatIsFixed(String name, String value) {
    assertThatThrownBy(() -> properties(Map.of(name, value)))
        .isInstanceOf(SettingException.class)
        .hasMessageContaining("kafka." + name)
        .hasMessageContaining(value)
        .hasMessageContaining("expected");
  }

  @Test
  void shouldTakeAFixedSettingThatSaysWhatHoldsAnyway() {
    assertThat(properties(Map.of("acks", "all", "processing.guarantee", "exactly_once_v2")))
        .containsEntry(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, "exactly_once_v2")
        .doesNotContainKey("acks");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "session.timeout.ms",
        "consumer.session.timeout.ms",
        "main.consumer.session.timeout.ms"
      })
  void shouldLetOperatorsChangeADefaultByAnyOfItsNames(String name) {
    StreamsConfig config = new StreamsConfig(properties(Map.of(name, "20000")));

    assertThat(config.getMainConsumerConfigs("g", "c", 0))
        .hasEntrySatisfying(
            ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG,
            timeout -> assertThat(timeout.toString()).isEqualTo("20000"));
  }

  @Test
  void shouldLetOperatorsBringTheirOwnRocksDbSetter() {
    assertThat(properties(Map.of("rocksdb.config.setter", "own.Setter")))
        .containsEntry("rocksdb.config.setter", "own.Setter");
    assertThat(properties(Map.of())).containsEntry("rocksdb.config.setter", BoundedRocksDb.class);
  }

  @Test
  void shouldLeaveAloneWhatTheSameFileSaysForAnotherService() {
    assertThat(properties(Map.of("value.serializer", "a.Serializer")))
        .doesNotContainKey("value.serializer");
  }

  @Test
  void shouldPassEverythingElseThrough() {
    assertThat(properties(Map.of("security.protocol", "SSL", "max.poll.records", "7")))
        .containsEntry("security.protocol", "SSL")
        .containsEntry("max.poll.records", "7");
  }

  @Test
  void shouldNotShowWhatIsGiven() {
    assertThat(application(Map.of("ssl.key.password", "s3cret")).toString())
        .doesNotContain("s3cret");
  }

  /** Refused by us, or by Kafka itself: then nothing starts with it. */
  private static boolean isWeakenedBy(String name, String value) {
    try {
      return !isExactlyOnce(new StreamsConfig(properties(Map.of(name, value))));
    } catch (SettingException | KafkaException | IllegalArgumentException | ClassCastException e) {
      return false;
    }
  }

  private static boolean isExactlyOnce(StreamsConfig config) {
    Map<String, Object> producer = config.getProducerConfigs("c");
    Map<String, Object> main = config.getMainConsumerConfigs("g", "c", 0);
    return config
            .getString(StreamsConfig.PROCESSING_GUARANTEE_CONFIG)
            .equals(StreamsConfig.EXACTLY_ONCE_V2)
        && config.deserializationExceptionHandler() instanceof LogAndFailExceptionHandler
        && config.processingExceptionHandler() instanceof LogAndFailProcessingExceptionHandler
        && config.productionExceptionHandler() instanceof DefaultProductionExceptionHandler
        && is(producer, ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, "true")
        && isAbsentOr(producer, ProducerConfig.ACKS_CONFIG, "all")
        && isAbsentOr(producer, ProducerConfig.TRANSACTION_TWO_PHASE_COMMIT_ENABLE_CONFIG, "false")
        && isAbsentOr(producer, ProducerConfig.PARTITIONER_IGNORE_KEYS_CONFIG, "false")
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

  private static boolean readsOnlyWhatIsCommitted(Map<String, Object> consumer) {
    return is(consumer, ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed")
        && isAbsentOr(consumer, ConsumerConfig.CHECK_CRCS_CONFIG, "true");
  }

  private static boolean is(Map<String, Object> configs, String name, String value) {
    return value.equals(String.valueOf(configs.get(name)));
  }

  private static boolean isAbsentOr(Map<String, Object> configs, String name, String value) {
    return !configs.containsKey(name) || is(configs, name, value);
  }

  private static boolean isRefusedWhatever(String name) {
    try {
      properties(Map.of(name, "1"));
      return false;
    } catch (SettingException e) {
      return true;
    }
  }

  private static boolean isTakenFromElsewhere(String name) {
    Properties properties = properties(Map.of(name, "given"));
    return !"given".equals(properties.get(name));
  }

  private static Set<String> allNames() throws IllegalAccessException {
    Set<String> names = new TreeSet<>(StreamsConfig.configDef().names());
    for (String prefix : CONSUMERS) {
      ConsumerConfig.configNames().forEach(name -> names.add(prefix + name));
    }
    ProducerConfig.configNames().forEach(name -> names.add(name));
    ProducerConfig.configNames().forEach(name -> names.add("producer." + name));
    AdminClientConfig.configNames().forEach(name -> names.add("admin." + name));
    for (Field field : TopicConfig.class.getFields()) {
      if (field.getName().endsWith("_CONFIG")) {
        names.add("topic." + field.get(null));
      }
    }
    return names;
  }

  private static Set<String> judged() throws Exception {
    try (InputStream in = StreamsPropertiesTest.class.getResourceAsStream("passed-through.txt")) {
      return new TreeSet<>(new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList());
    }
  }

  private static Properties properties(Map<String, String> given) {
    return StreamsProperties.of(application(given), Map.of());
  }

  private static Application application(Map<String, String> given) {
    return new Application("app", "127.0.0.1:9092", "state", 1, 1, true, 1024, given);
  }
}
