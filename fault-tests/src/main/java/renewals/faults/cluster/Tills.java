package renewals.faults.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.hivemq.client.mqtt.MqttGlobalPublishFilter;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt5.Mqtt5BlockingClient;
import com.hivemq.client.mqtt.mqtt5.Mqtt5BlockingClient.Mqtt5Publishes;
import com.hivemq.client.mqtt.mqtt5.Mqtt5Client;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5Publish;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import renewals.doubles.terminal.Mosquitto;
import renewals.stack.process.Ports;
import renewals.stack.process.StackException;

/** The broker of terminals, and what it keeps for them. There is none where it isn't installed. */
public final class Tills implements AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String MARK = "audit/mark";
  private static final int PATIENCE_SECONDS = 30;

  private final Optional<Mosquitto> broker;

  private Tills(Optional<Mosquitto> broker) {
    this.broker = broker;
  }

  /** What is missing on this machine; empty where nothing is. */
  public static Optional<String> missing() {
    return Optional.ofNullable(Mosquitto.missing());
  }

  /** Starts it, if it can be. */
  public static Tills start(Path folder) {
    if (missing().isPresent()) {
      return new Tills(Optional.empty());
    }
    try {
      Files.createDirectories(folder);
      Tills tills = new Tills(Optional.of(new Mosquitto(folder, Ports.lasting())));
      Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(tills::close));
      tills.resume();
      return tills;
    } catch (IOException e) {
      throw new StackException("no broker of terminals: " + e, e);
    }
  }

  /** Whether there is one. */
  public boolean areThere() {
    return broker.isPresent();
  }

  /** What the notifier must be told to reach it. */
  public Map<String, String> settings() {
    return broker.map(Mosquitto::notifierSettings).orElse(Map.of());
  }

  /** Ends it in order. */
  public void pause() throws InterruptedException {
    if (broker.isPresent()) {
      broker.get().stop();
    }
  }

  /** Starts it again, if it doesn't run. */
  public void resume() {
    try {
      if (broker.isPresent()) {
        broker.get().start();
      }
    } catch (IOException e) {
      throw new StackException("the broker of terminals doesn't start: " + e, e);
    }
  }

  /** What a till that comes now is shown, by its id. */
  public Map<String, JsonNode> shown() throws InterruptedException {
    Map<String, JsonNode> shown = new TreeMap<>();
    if (broker.isEmpty()) {
      return shown;
    }
    Mqtt5BlockingClient client =
        Mqtt5Client.builder()
            .serverHost("127.0.0.1")
            .serverPort(broker.get().port())
            .buildBlocking();
    client.connect();
    try (Mqtt5Publishes kept = client.publishes(MqttGlobalPublishFilter.ALL)) {
      client.subscribeWith().topicFilter("terminals/+/card").qos(MqttQos.AT_LEAST_ONCE).send();
      client.subscribeWith().topicFilter(MARK).qos(MqttQos.AT_LEAST_ONCE).send();
      // it comes back behind all that is kept
      client.publishWith().topic(MARK).qos(MqttQos.AT_LEAST_ONCE).send();
      while (true) {
        Mqtt5Publish message =
            kept.receive(PATIENCE_SECONDS, TimeUnit.SECONDS)
                .orElseThrow(() -> new StackException("the broker of terminals says nothing"));
        if (message.getTopic().toString().equals(MARK)) {
          return shown;
        }
        shown.put(
            message.getTopic().getLevels().get(1), JSON.readTree(message.getPayloadAsBytes()));
      }
    } catch (IOException e) {
      throw new StackException("a terminal is shown what is no JSON", e);
    } finally {
      client.disconnect();
    }
  }

  @Override
  public void close() {
    try {
      pause();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
