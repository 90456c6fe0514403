package renewals.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import renewals.kit.SettingException;
import renewals.kit.Settings;

class ProducerConfigsTest {

  private final Map<String, String> settings =
      new HashMap<>(
          Map.of(
              "kafka.bootstrap.servers", "127.0.0.1:9092",
              "schema.registry.url", "http://127.0.0.1:8081/apis/ccompat/v7"));

  @Test
  void shouldBeIdempotentAndAcknowledgedByAll() {
    assertThat(configs())
        .containsEntry("acks", "all")
        .containsEntry("enable.idempotence", "true")
        .containsEntry("auto.register.schemas", "false")
        .containsEntry("schema.registry.url", "http://127.0.0.1:8081/apis/ccompat/v7");
  }

  @Test
  void shouldWriteWithTheSerializerThatTheBuildChose() {
    assertThat(configs().get("value.serializer"))
        .isIn(
            WireSerializer.class.getName(), // and with the profile "confluent":
            "io.confluent.kafka.serializers.KafkaAvroSerializer");
  }

  @Test
  void shouldLetTheOperatorNameAnotherSerializer() {
    settings.put("kafka.value.serializer", "io.confluent.kafka.serializers.KafkaAvroSerializer");

    assertThat(configs())
        .containsEntry("value.serializer", "io.confluent.kafka.serializers.KafkaAvroSerializer");
  }

  @Test
  void shouldTakeTheSubjectsOfTheContractByName() {
    String name = "io.confluent.kafka.serializers.subject.TopicNameStrategy";
    settings.put("kafka.value.subject.name.strategy", name);

    assertThat(configs()).containsEntry("value.subject.name.strategy", name);
  }

  @Test
  void shouldRefuseARegistryThatIsNoUrl() {
    settings.put("schema.registry.url", "127.0.0.1:8081");

    assertThatThrownBy(this::configs)
        .isInstanceOf(SettingException.class)
        .hasMessageStartingWith("schema.registry.url is 127.0.0.1:8081, expected an http or https");
  }

  @Test
  void shouldPassOtherKafkaSettingsThrough() {
    settings.put("kafka.delivery.timeout.ms", "60000");
    settings.put("kafka.sasl.mechanism", "SCRAM-SHA-512");

    assertThat(configs())
        .containsEntry("delivery.timeout.ms", "60000")
        .containsEntry("sasl.mechanism", "SCRAM-SHA-512");
  }

  @ParameterizedTest
  @CsvSource({
    "kafka.acks, 1",
    "kafka.enable.idempotence, false",
    "kafka.auto.register.schemas, true",
    "kafka.use.latest.version, true",
    "kafka.use.latest.with.metadata, true",
    "kafka.use.schema.id, 7",
    "kafka.value.subject.name.strategy, io.confluent.kafka.serializers.subject.RecordNameStrategy",
    "kafka.key.subject.name.strategy, io.confluent.kafka.serializers.subject.TopicNameStrategy",
    "kafka.partitioner.class, org.apache.kafka.clients.producer.RoundRobinPartitioner",
    "kafka.partitioner.ignore.keys, true",
    "kafka.key.serializer, org.apache.kafka.common.serialization.LongSerializer",
    "kafka.transactional.id, x"
  })
  void shouldRefuseWhatWouldWeakenThePromises(String name, String value) {
    settings.put(name, value);

    assertThatThrownBy(this::configs)
        .isInstanceOf(SettingException.class)
        .hasMessageStartingWith(name + " is " + value + ", expected ");
  }

  @ParameterizedTest
  @CsvSource({"kafka.bootstrap.servers", "schema.registry.url"})
  void shouldSayWhichSettingIsMissing(String name) {
    settings.remove(name);

    assertThatThrownBy(this::configs).hasMessageStartingWith(name + " is nothing, expected ");
  }

  private Map<String, Object> configs() {
    return ProducerConfigs.of(Settings.of(settings));
  }
}
