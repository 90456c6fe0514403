package renewals.bench.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt5.Mqtt5BlockingClient;
import com.hivemq.client.mqtt.mqtt5.Mqtt5Client;
import com.hivemq.client.mqtt.mqtt5.exceptions.Mqtt5PubAckException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import renewals.bench.delivery.plan.NoticePlan;
import renewals.bench.delivery.plan.Way;
import renewals.bench.delivery.receive.Arrivals;
import renewals.bench.delivery.receive.TerminalHost;
import renewals.doubles.terminal.Mosquitto;

/** Against Debian's mosquitto. */
class TerminalHostTest {

  private static final int DEAD = 6;
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final NoticePlan plan =
      NoticePlan.of("k", "m", List.of(Way.WEBHOOK), 80, true).ofTerminals();
  private final Arrivals arrivals = new Arrivals(plan);
  private TerminalHost host;
  private Mqtt5BlockingClient notifier;

  @BeforeEach
  void open(@TempDir Path folder) {
    assumeTrue(Mosquitto.missing() == null, "mosquitto is not installed");
    host = TerminalHost.open(folder, plan.addresses(), arrivals);
    notifier =
        Mqtt5Client.builder()
            .serverHost("127.0.0.1")
            .serverPort(Integer.parseInt(host.settings().get("notifier.terminal.port")))
            .buildBlocking();
    notifier.connect();
  }

  @AfterEach
  void close() throws InterruptedException {
    if (host != null) {
      notifier.disconnect();
      host.close();
    }
  }

  @Test
  void shouldNoteTheNewsOnWhichWhatIsShownRests() throws InterruptedException {
    show(0, "k.0.0/u1");
    show(0, "k.0.0/u1", "k.0.0/1/ACTIVATED");

    assertThat(Wait.until(() -> arrivals.count() == 2, PATIENCE)).isTrue();
    assertThat(arrivals.repeated()).isEmpty();
    assertThat(arrivals.strangers()).isEmpty();
  }

  @Test
  void shouldSeeThatNothingIsNew() throws InterruptedException {
    show(0, "k.0.0/u1");
    show(0, "k.0.0/u1");

    assertThat(Wait.until(() -> arrivals.repeated().size() == 1, PATIENCE)).isTrue();
  }

  @Test
  void shouldTakeWhatIsNoStateForAStranger() throws InterruptedException {
    show(0);

    assertThat(Wait.until(() -> arrivals.strangers().contains("nothing/TERMINAL"), PATIENCE))
        .isTrue();
  }

  @Test
  void shouldRefuseWhatIsForADeadTerminal() {
    assertThatExceptionOfType(Mqtt5PubAckException.class).isThrownBy(() -> show(DEAD, "k.6.0/u1"));
  }

  private void show(int terminal, String... causes) {
    StringBuilder sides = new StringBuilder("{");
    for (String cause : causes) {
      sides
          .append(sides.length() > 1 ? "," : "")
          .append("\"side%d\":{\"cause\":\"%s\"}".formatted(sides.length(), cause));
    }
    notifier
        .publishWith()
        .topic("terminals/T-%d/card".formatted(terminal))
        .qos(MqttQos.AT_LEAST_ONCE)
        .retain(true)
        .payload(sides.append('}').toString().getBytes(StandardCharsets.UTF_8))
        .send();
  }
}
