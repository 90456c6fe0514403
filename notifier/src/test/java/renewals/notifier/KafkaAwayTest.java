package renewals.notifier;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import renewals.kit.Settings;
import renewals.kit.kafka.UnfitClusterException;
import renewals.testing.StartWithoutKafka;

/** Kafka may come later than the service. */
class KafkaAwayTest {

  @Test
  void shouldWaitForKafkaAndSaySoInsteadOfEnding(@TempDir Path state) throws Exception {
    Throwable ended =
        StartWithoutKafka.waitsUntilInterrupted(
            "notifier", state, settings -> NotifierService.start(Settings.of(settings)));

    assertThat(ended).isInstanceOf(UnfitClusterException.class).hasMessageContaining("interrupted");
  }
}
