package renewals.activation.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.Properties;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.errors.LogAndContinueProcessingExceptionHandler;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import renewals.kit.SettingException;
import renewals.kit.Settings;
import renewals.testing.ExactlyOnceCheck;

class KafkaSettingsTest {

  private static final ActivationSettings DEFAULTS = ActivationSettings.read(Settings.of(Map.of()));

  @Test
  void shouldLetNoPassedThroughSettingWeakenExactlyOnce() {
    assertThat(ExactlyOnceCheck.weakened(KafkaSettingsTest::properties)).isEmpty();
  }

  @Test
  void shouldTurnItsOwnSettingsIntoKafkas() {
    Map<String, String> given =
        Map.of(
            "activation.application.id", "other",
            "activation.state.dir", "/var/lib/other",
            "activation.threads", "3",
            "activation.standbys", "2");

    assertThat(KafkaSettings.of(ActivationSettings.read(Settings.of(given)), "host:1"))
        .containsEntry(StreamsConfig.APPLICATION_ID_CONFIG, "other")
        .containsEntry(StreamsConfig.STATE_DIR_CONFIG, "/var/lib/other")
        .containsEntry(StreamsConfig.NUM_STREAM_THREADS_CONFIG, 3)
        .containsEntry(StreamsConfig.NUM_STANDBY_REPLICAS_CONFIG, 2)
        .containsEntry(StreamsConfig.APPLICATION_SERVER_CONFIG, "host:1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"producer.linger.ms", "linger.ms"})
  void shouldLetOperatorsChangeItsDefaults(String name) {
    StreamsConfig config = new StreamsConfig(properties(Map.of(name, "7")));

    assertThat(config.getProducerConfigs("c").get("linger.ms")).hasToString("7");
  }

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

    assertThat(KafkaSettings.of(ActivationSettings.read(Settings.of(given)), "host:1"))
        .containsEntry(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, 200L);
  }

  @Test
  void shouldLetTheSessionTimeoutBeChangedAsInTheOtherService() {
    Map<String, String> given = Map.of("kafka.session.timeout.ms", "20000");

    assertThat(KafkaSettings.of(ActivationSettings.read(Settings.of(given)), "host:1"))
        .containsEntry("session.timeout.ms", "20000")
        .doesNotContainKey("consumer.session.timeout.ms");
  }

  private static Properties properties(Map<String, String> kafka) {
    return KafkaSettings.of(
        new ActivationSettings(
            DEFAULTS.bootstrapServers(),
            DEFAULTS.registryUrl(),
            DEFAULTS.unreplicated(),
            DEFAULTS.applicationId(),
            DEFAULTS.stateDir(),
            DEFAULTS.threads(),
            DEFAULTS.merchantThreads(),
            DEFAULTS.standbys(),
            DEFAULTS.commitInterval(),
            DEFAULTS.tick(),
            DEFAULTS.caseMegabytes(),
            DEFAULTS.cardMegabytes(),
            DEFAULTS.http(),
            DEFAULTS.policy(),
            DEFAULTS.reports(),
            DEFAULTS.estimates(),
            DEFAULTS.provenance(),
            DEFAULTS.tracing(),
            kafka),
        "host:1");
  }
}
