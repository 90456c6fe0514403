package renewals.streams.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.streams.StreamsConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import renewals.kit.SettingException;
import renewals.streams.runtime.StreamsProperties.Application;
import renewals.testing.ExactlyOnceCheck;

class StreamsPropertiesTest {

  @Test
  void shouldLetNoPassedThroughSettingWeakenExactlyOnce() {
    assertThat(ExactlyOnceCheck.weakened(StreamsPropertiesTest::properties)).isEmpty();
  }

  @Test
  void shouldBeExactlyOnceAsItIs() {
    Properties properties = properties(Map.of());
    assertThat(ExactlyOnceCheck.isExactlyOnce(new StreamsConfig(properties))).isTrue();

    properties.put("main.consumer.auto.offset.reset", "latest");
    assertThat(ExactlyOnceCheck.isExactlyOnce(new StreamsConfig(properties))).isFalse();
  }

  /** A setting that a newer Kafka brings passes only after somebody has judged it. */
  @Test
  void shouldKnowEachSettingThatItPassesThrough() throws Exception {
    Set<String> passed = new TreeSet<>();
    for (String name : ExactlyOnceCheck.allNames()) {
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
    "application.id,other",
    "group.protocol,streams",
    "main.consumer.group.protocol,consumer"
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
  void shouldCommitAsOftenInAllApplicationsUnlessOneIsToldOtherwise() {
    assertThat(commitInterval(Map.of())).isEqualTo(StreamsProperties.COMMIT_INTERVAL_MS);
    assertThat(commitInterval(Map.of("commit.interval.ms", "500"))).isEqualTo(500);
  }

  private static long commitInterval(Map<String, String> given) {
    return new StreamsConfig(properties(given)).getLong(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG);
  }

  @Test
  void shouldTryAgainSoonWhereATransactionBeginsTooEarly() {
    assertThat(producerRetry(Map.of())).isEqualTo("10");
  }

  @ParameterizedTest
  @ValueSource(strings = {"retry.backoff.ms", "producer.retry.backoff.ms"})
  void shouldLetOperatorsSayWhenAProducerTriesAgain(String name) {
    assertThat(producerRetry(Map.of(name, "50"))).isEqualTo("50");
  }

  private static String producerRetry(Map<String, String> given) {
    return String.valueOf(
        new StreamsConfig(properties(given))
            .getProducerConfigs("a-thread")
            .get(ProducerConfig.RETRY_BACKOFF_MS_CONFIG));
  }

  @Test
  void shouldGiveUpAnOpenTransactionWhenAnotherInstanceTakesOver() {
    StreamsConfig config = new StreamsConfig(properties(Map.of()));

    assertThat(
            String.valueOf(
                config
                    .getProducerConfigs("a-thread")
                    .get(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG)))
        .isEqualTo(
            String.valueOf(
                config
                    .getMainConsumerConfigs("a-group", "a-client", 0)
                    .get(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG)));
  }

  @Test
  void shouldNotAskStoresForUncommittedBytesThatTheyNeverHold() {
    StreamsConfig config = new StreamsConfig(properties(Map.of()));

    assertThat(config.getBoolean(StreamsConfig.TRANSACTIONAL_STATE_STORES_CONFIG)).isFalse();
    assertThat(config.getLong(StreamsConfig.STATESTORE_UNCOMMITTED_MAX_BYTES_CONFIG)).isEqualTo(-1);
  }

  @Test
  void shouldLetOperatorsBringTheirOwnRocksDbSetter() {
    assertThat(properties(Map.of("rocksdb.config.setter", "own.Setter")))
        .containsEntry("rocksdb.config.setter", "own.Setter");
    assertThat(properties(Map.of())).containsEntry("rocksdb.config.setter", BoundedRocksDb.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"256m", "-1", "0", "1048575", "1099511627777", ""})
  void shouldRefuseABoundOfRocksDbThatIsNone(String bytes) {
    assertThatThrownBy(() -> properties(Map.of("bounded.rocksdb.cache.bytes", bytes)))
        .isInstanceOf(SettingException.class)
        .hasMessage(
            "kafka.bounded.rocksdb.cache.bytes is %s, expected a whole number of bytes from 1048576"
                + " to 1099511627776",
            bytes);
  }

  @ParameterizedTest
  @ValueSource(strings = {"1048576", "1099511627776"})
  void shouldTakeABoundOfRocksDb(String bytes) {
    assertThat(properties(Map.of("bounded.rocksdb.cache.bytes", bytes)))
        .containsEntry("bounded.rocksdb.cache.bytes", bytes);
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
