package renewals.notifier.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import org.apache.kafka.streams.StreamsConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;
import renewals.kit.SettingException;
import renewals.kit.Settings;
import renewals.notifier.domain.delivery.RetrySchedule;
import renewals.schemas.Topics;
import renewals.testing.ExactlyOnceCheck;
import renewals.testing.SettingRow;

class NotifierConfigTest {

  static final List<SettingRow> ROWS = SettingRow.table(NotifierConfigTest.class, "settings.txt");

  @Test
  void shouldReadTheSettingsOfTheTableWithTheirDefaultsAndNoOther() {
    Settings none = Settings.of(Map.of());
    NotifierConfig.of(none);
    Map<String, String> read = new TreeMap<>();
    none.readings().values().forEach(reading -> read.put(reading.name(), reading.otherwise()));

    Map<String, String> expected = new TreeMap<>();
    ROWS.forEach(row -> expected.put(row.name(), row.otherwise()));
    assertThat(read).isEqualTo(expected);
  }

  @Test
  void shouldListenEverywhereBehindANamedProxy() {
    Map<String, String> given =
        Map.of("notifier.http.host", "0.0.0.0", "notifier.http.proxies", "10.0.0.7");

    assertThat(of(given).httpHost()).isEqualTo("0.0.0.0");
  }

  @ParameterizedTest
  @FieldSource("ROWS")
  void shouldTakeWhatItMayBeUpToItsBounds(SettingRow row) {
    assertThat(row.taken())
        .allSatisfy(
            value -> assertThatNoException().isThrownBy(() -> of(Map.of(row.name(), value))));
  }

  /** Whatever else is set: a slip in what isn't used yet would show on the day it is. */
  @ParameterizedTest
  @FieldSource("ROWS")
  void shouldRefuseAnythingElseByNameValueAndExpectation(SettingRow row) {
    assertThat(row.refused())
        .allSatisfy(
            value ->
                assertThatThrownBy(() -> of(Map.of(row.name(), value.given())))
                    .isInstanceOf(SettingException.class)
                    .hasMessage(row.message(value)));
  }

  @ParameterizedTest
  @FieldSource("ROWS")
  void shouldRefuseWhatIsNoDurationWhereOneIsExpected(SettingRow row) {
    List<String> durations = new ArrayList<>();
    if (row.otherwise().startsWith("PT") || row.name().equals("notifier.retry.delays")) {
      durations.addAll(List.of("soon", "5", "5x", "PT"));
    }
    assertThat(durations)
        .allSatisfy(
            value ->
                assertThatThrownBy(() -> of(Map.of(row.name(), value)))
                    .isInstanceOf(SettingException.class)
                    .hasMessage(
                        "%s is %s, expected a duration such as 500ms, 5s, PT24H"
                            .formatted(row.name(), value)));
  }

  @Test
  void shouldStartWithoutAnySetting() {
    NotifierConfig config = of(Map.of());
    assertThat(config.httpHost()).isEqualTo("127.0.0.1");
    assertThat(config.httpPort()).isEqualTo(8091);
    assertThat(config.channels().smtp()).isNull();
    assertThat(config.rules().delivery().schedule()).isEqualTo(RetrySchedule.STANDARD);
    assertThat(config.rules().contactWait()).isEqualTo(Duration.ofDays(3));
    assertThat(config.channels().webhooks().allowHttp()).isFalse();
    assertThat(config.channels().webhooks().allowPrivate()).isFalse();
  }

  @Test
  void shouldPassKafkaSettingsThroughButKeepItsGuarantees() {
    Properties streams = of(Map.of("kafka.security.protocol", "SSL")).kafka().streams();
    assertThat(streams)
        .containsEntry("security.protocol", "SSL")
        .containsEntry(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2)
        .containsEntry(StreamsConfig.NUM_STANDBY_REPLICAS_CONFIG, 1)
        .containsEntry("consumer.session.timeout.ms", 10_000);
    assertThatThrownBy(() -> of(Map.of("kafka.processing.guarantee", "at_least_once")))
        .isInstanceOf(SettingException.class)
        .hasMessageContaining("kafka.processing.guarantee is at_least_once")
        .hasMessageContaining("exactly_once_v2");
  }

  @Test
  void shouldHaveRoomForTheLargestDeadLetter() {
    KafkaSettings kafka = of(Map.of()).kafka();
    int room = Topics.MAX_DEAD_LETTER_BYTES + 256 * 1024;
    assertThat(kafka.streams()).containsEntry("producer.max.request.size", room);
    assertThat(kafka.resultProducer()).containsEntry("max.request.size", room);
    assertThatThrownBy(() -> of(Map.of("kafka.max.request.size", "1000")))
        .isInstanceOf(SettingException.class)
        .hasMessageContaining("max.request.size");
  }

  @Test
  void shouldFindSecretsByTheirNames() {
    NotifierConfig config = of(Map.of("notifier.webhook.secrets.wang", "whsec_c2VjcmV0"));
    assertThat(config.toString()).contains("wang").doesNotContain("c2VjcmV0");
  }

  @Test
  void shouldReadTheScheduleInItsOrder() {
    assertThat(of(Map.of("notifier.retry.delays", "5s, 5m,PT2H")).rules().delivery().schedule())
        .isEqualTo(
            new RetrySchedule(
                List.of(Duration.ofSeconds(5), Duration.ofMinutes(5), Duration.ofHours(2))));
  }

  @Test
  void shouldDemandASenderWhereARelayIsGiven() {
    assertThatThrownBy(() -> of(Map.of("notifier.smtp.host", "127.0.0.1")))
        .isInstanceOf(SettingException.class)
        .hasMessageContaining("notifier.smtp.from");
    assertThatThrownBy(
            () ->
                of(
                    Map.of(
                        "notifier.smtp.host", "127.0.0.1",
                        "notifier.smtp.from", "a@b.cn",
                        "notifier.smtp.tls", "maybe")))
        .isInstanceOf(SettingException.class)
        .hasMessageContaining("notifier.smtp.tls");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "notifier.sms.smpp.host",
        "notifier.sms.smpp.system-id",
        "notifier.sms.smpp.source"
      })
  void shouldDemandWhatTheSmscNeeds(String missing) {
    Map<String, String> values =
        new HashMap<>(
            Map.of(
                "notifier.sms.provider", "smpp",
                "notifier.sms.smpp.host", "smsc.example.com",
                "notifier.sms.smpp.system-id", "renewals",
                "notifier.sms.smpp.source", "10690000"));
    assertThat(of(values).channels().sms()).isNotNull();
    values.remove(missing);

    assertThatThrownBy(() -> of(values))
        .isInstanceOf(SettingException.class)
        .hasMessageStartingWith(missing + " is not set, expected ");
  }

  @Test
  void shouldNotShowTheSmscsPassword() {
    assertThatThrownBy(() -> of(Map.of("notifier.sms.smpp.password", "ninechars")))
        .isInstanceOf(SettingException.class)
        .hasMessageContaining("notifier.sms.smpp.password")
        .hasMessageNotContaining("ninechars");
  }

  @Test
  void shouldLetNoPassedThroughSettingWeakenExactlyOnce() {
    assertThat(
            ExactlyOnceCheck.weakened(
                given -> new KafkaSettings(withBroker(given), false, "id", "dir", 1, 1).streams()))
        .isEmpty();
  }

  @Test
  void shouldLetNoPassedThroughSettingWeakenWhatTheSendersRead() {
    assertThat(ExactlyOnceCheck.weakenedConsumer(given -> kafka(given).dueConsumer())).isEmpty();
    assertThat(ExactlyOnceCheck.weakenedConsumer(given -> kafka(given).reader())).isEmpty();
  }

  @Test
  void shouldLetNoPassedThroughSettingWeakenWhatTheSendersWrite() {
    assertThat(ExactlyOnceCheck.weakenedProducer(given -> kafka(given).resultProducer())).isEmpty();
  }

  private static KafkaSettings kafka(Map<String, String> given) {
    Map<String, String> settings = new HashMap<>();
    given.forEach((name, value) -> settings.put("kafka." + name, value));
    return KafkaSettings.of(Settings.of(settings));
  }

  private static Map<String, String> withBroker(Map<String, String> given) {
    Map<String, String> all = new HashMap<>(given);
    all.put("bootstrap.servers", "127.0.0.1:9092");
    return all;
  }

  private static NotifierConfig of(Map<String, String> values) {
    return NotifierConfig.of(Settings.of(values));
  }
}
