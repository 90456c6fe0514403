package renewals.notifier.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import org.apache.kafka.streams.StreamsConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import renewals.kit.SettingException;
import renewals.kit.Settings;
import renewals.notifier.domain.delivery.RetrySchedule;
import renewals.schemas.Topics;

class NotifierConfigTest {

  private static final Set<Settings.Kind> CHECKED =
      EnumSet.of(Settings.Kind.NUMBER, Settings.Kind.FLAG, Settings.Kind.DURATION);

  @Test
  void shouldStartWithoutAnySetting() {
    NotifierConfig config = of(Map.of());
    assertThat(config.httpHost()).isEqualTo("127.0.0.1");
    assertThat(config.httpPort()).isEqualTo(8091);
    assertThat(config.smtp()).isNull();
    assertThat(config.rules().delivery().schedule()).isEqualTo(RetrySchedule.STANDARD);
    assertThat(config.rules().contactWait()).isEqualTo(Duration.ofDays(3));
    assertThat(config.webhooks().allowHttp()).isFalse();
    assertThat(config.webhooks().allowPrivate()).isFalse();
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

  @ParameterizedTest
  @CsvSource({
    "notifier.http.port,70000",
    "notifier.retry.delays,5x",
    "notifier.retry.delays,0s",
    "notifier.contact.wait,0s",
    "notifier.webhook.allow-http,yes",
    "notifier.webhook.allow-private,1",
    "notifier.signature.en,A signature that is far too long",
    "notifier.standbys,-1",
    "notifier.smtp.tls,tsl",
    "notifier.smtp.from,nobody",
    "notifier.smtp.ca-file,/nowhere.pem",
    "notifier.sms.provider,carrier-pigeon",
    "notifier.sms.smpp.system-id,sixteen-letters-",
    "notifier.sms.smpp.source-npi,2",
    "notifier.sms.smpp.validity,8d",
    "notifier.sms.smpp.report-ids,hex",
    "notifier.sms.smpp.ca-file,/nowhere.pem",
    "page.base.url,renewals",
    "page.link.valid,0s"
  })
  void shouldRefuseBadValuesByName(String name, String value) {
    assertThatThrownBy(() -> of(Map.of(name, value)))
        .isInstanceOf(SettingException.class)
        .hasMessageContaining(name)
        .hasMessageContaining(value)
        .hasMessageContaining("expected");
  }

  /** Whatever else is set: a slip in what isn't used yet would show on the day it is. */
  @Test
  void shouldRefuseNonsenseInEverySettingThatIsNoText() {
    Settings none = Settings.of(Map.of());
    NotifierConfig.of(none);
    List<String> checked =
        none.readings().values().stream()
            .filter(reading -> CHECKED.contains(reading.kind()))
            .map(Settings.Reading::name)
            .toList();

    assertThat(checked).contains("notifier.smtp.port", "notifier.smtp.timeout");
    assertThat(checked)
        .allSatisfy(
            name ->
                assertThatThrownBy(() -> of(Map.of(name, "nonsense")))
                    .isInstanceOf(SettingException.class)
                    .hasMessageStartingWith(name + " is nonsense, expected"));
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
    assertThat(of(values).sms()).isNotNull();
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

  private static NotifierConfig of(Map<String, String> values) {
    return NotifierConfig.of(Settings.of(values));
  }
}
