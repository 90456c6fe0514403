package renewals.notifier.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.streams.StreamsConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import renewals.kit.SettingException;
import renewals.kit.Settings;
import renewals.notifier.domain.RetrySchedule;
import renewals.schemas.Topics;

class NotifierConfigTest {

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
                java.util.List.of(
                    Duration.ofSeconds(5), Duration.ofMinutes(5), Duration.ofHours(2))));
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
    "notifier.standbys,-1"
  })
  void shouldRefuseBadValuesByName(String name, String value) {
    assertThatThrownBy(() -> of(Map.of(name, value)))
        .isInstanceOf(SettingException.class)
        .hasMessageContaining(name)
        .hasMessageContaining(value)
        .hasMessageContaining("expected");
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

  private static NotifierConfig of(Map<String, String> values) {
    return NotifierConfig.of(Settings.of(values));
  }
}
