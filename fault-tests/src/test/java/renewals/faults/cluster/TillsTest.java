package renewals.faults.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt5.Mqtt5BlockingClient;
import com.hivemq.client.mqtt.mqtt5.Mqtt5Client;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against Debian's mosquitto. */
class TillsTest {

  /** More than a broker holds back for one client, unless it is told to. */
  private static final int MANY = 1_200;

  @TempDir private Path folder;

  /** A build server has it, or the build is wrong. */
  @BeforeEach
  void demandMosquitto() {
    if (System.getenv("CI") != null) {
      assertThat(Tills.missing()).isEmpty();
    }
    assumeThat(Tills.missing()).isEmpty();
  }

  @Test
  void shouldShowWhatIsKeptForEachTillAfterAPause() throws InterruptedException {
    try (Tills tills = Tills.start(folder)) {
      tellMany(tills);
      tills.pause();
      tills.resume();

      Map<String, JsonNode> shown = tills.shown();

      assertThat(shown).hasSize(MANY);
      assertThat(shown.get("T-7").path("state").asText()).isEqualTo("ACTIVE");
    }
  }

  @Test
  void shouldShowNothingWhereNothingIsKept() throws InterruptedException {
    try (Tills tills = Tills.start(folder)) {
      assertThat(tills.shown()).isEmpty();
    }
  }

  private static void tellMany(Tills tills) {
    int port = Integer.parseInt(tills.settings().getOrDefault("notifier.terminal.port", ""));
    Mqtt5BlockingClient client =
        Mqtt5Client.builder().serverHost("127.0.0.1").serverPort(port).buildBlocking();
    client.connect();
    for (int n = 0; n < MANY; n++) {
      client
          .publishWith()
          .topic("terminals/T-%d/card".formatted(n))
          .qos(MqttQos.AT_LEAST_ONCE)
          .retain(true)
          .payload("{\"state\": \"ACTIVE\"}".getBytes(StandardCharsets.UTF_8))
          .send();
    }
    client.disconnect();
  }
}
