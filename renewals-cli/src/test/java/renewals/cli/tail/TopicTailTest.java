package renewals.cli.tail;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import renewals.cli.call.CommandFailure;
import renewals.kit.Settings;

class TopicTailTest {

  @Test
  void shouldSayInOneLineThatKafkaGivesNoAnswer() {
    Settings settings =
        Settings.of(
            Map.of(
                "kafka.bootstrap.servers",
                "127.0.0.1:1",
                "schema.registry.url",
                "http://127.0.0.1:1"));
    TopicTail tail = new TopicTail(settings, Output.UPDATES, Duration.ofMillis(300));

    assertThatThrownBy(() -> tail.readToEnd(null, line -> {}))
        .isInstanceOf(CommandFailure.class)
        .hasMessage(
            "Kafka at 127.0.0.1:1 gave no answer within 300 ms; ./renewals up starts one on this"
                + " machine");
  }
}
