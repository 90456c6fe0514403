package renewals.bench.rival;

import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import renewals.activation.config.ActivationSettings;
import renewals.activation.config.KafkaSettings;
import renewals.kit.Settings;

/** The properties with which a rival on Kafka Streams runs: those of our service. */
final class RivalProperties {

  private RivalProperties() {}

  static Properties in(Path state) {
    return KafkaSettings.of(
        ActivationSettings.read(
            Settings.of(
                Map.of("activation.state.dir", state.toString(), "kafka.unreplicated", "true"))),
        "127.0.0.1:1");
  }
}
