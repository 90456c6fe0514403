package renewals.activation.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.errors.LogAndContinueProcessingExceptionHandler;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import renewals.kit.SettingException;
import renewals.kit.Settings;

class ActivationStreamsTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "kafka.processing.exception.handler",
        "kafka.deserialization.exception.handler",
        "kafka.production.exception.handler"
      })
  void shouldRefuseAHandlerThatSkipsRecords(String name) {
    Map<String, String> given =
        Map.of(name, LogAndContinueProcessingExceptionHandler.class.getName());

    assertThatThrownBy(() -> ActivationSettings.read(Settings.of(given)))
        .isInstanceOf(SettingException.class)
        .hasMessageContaining(name);
  }

  @Test
  void shouldGoByItsOwnCommitInterval() {
    Map<String, String> given =
        Map.of("activation.commit.interval", "200ms", "kafka.commit.interval.ms", "500");

    assertThat(ActivationStreams.of(ActivationSettings.read(Settings.of(given)), "host:1"))
        .containsEntry(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, 200L);
  }

  @Test
  void shouldLetTheSessionTimeoutBeChangedAsInTheOtherService() {
    Map<String, String> given = Map.of("kafka.session.timeout.ms", "20000");

    assertThat(ActivationStreams.of(ActivationSettings.read(Settings.of(given)), "host:1"))
        .containsEntry("session.timeout.ms", "20000")
        .doesNotContainKey("consumer.session.timeout.ms");
  }
}
