package renewals.bench.delivery.receive;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt5.Mqtt5AsyncClient;
import com.hivemq.client.mqtt.mqtt5.Mqtt5Client;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5Publish;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import renewals.bench.delivery.plan.Address;
import renewals.bench.delivery.plan.Conduct;
import renewals.bench.delivery.plan.Way;
import renewals.bench.load.BenchException;
import renewals.doubles.terminal.Mosquitto;
import renewals.kit.OwnerOnly;
import renewals.stack.process.Ports;

/**
 * A broker of terminals, and one who is shown whatever is put there: each time names of the news
 * that it rests on those that were not shown before, or else is a repetition. The broker refuses
 * what is for dead terminals; none is slow, since the broker takes what is for all of them.
 */
public final class TerminalHost implements AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String TOPIC = "terminals/%s/card";

  private final Mosquitto broker;
  private final Mqtt5AsyncClient till;
  private final Arrivals arrivals;
  private final Map<String, Set<String>> shown = new HashMap<>();

  private TerminalHost(Mosquitto broker, Arrivals arrivals) {
    this.broker = broker;
    this.arrivals = arrivals;
    this.till =
        Mqtt5Client.builder().serverHost("127.0.0.1").serverPort(broker.port()).buildAsync();
  }

  /**
   * Opens it.
   *
   * @param folder for what the broker keeps
   * @param terminals all there are
   * @param arrivals where what is shown is noted
   * @throws BenchException it doesn't start
   */
  public static TerminalHost open(Path folder, Collection<Address> terminals, Arrivals arrivals) {
    try {
      OwnerOnly.folder(folder);
      List<String> dead =
          terminals.stream()
              .filter(one -> one.conduct() == Conduct.DEAD)
              .map(one -> TOPIC.formatted(idOf(one)))
              .toList();
      Mosquitto broker = new Mosquitto(folder, Ports.lasting()).refusing(dead).start();
      TerminalHost host = new TerminalHost(broker, arrivals);
      host.listen();
      return host;
    } catch (IOException e) {
      throw new BenchException("the broker of terminals doesn't start: " + e, e);
    }
  }

  /** The terminal of the merchant whose address it is. */
  public static String idOf(Address address) {
    return "T-" + address.number();
  }

  /** What the notifier must be told to reach it. */
  public Map<String, String> settings() {
    return broker.notifierSettings();
  }

  private void listen() {
    till.connect().join();
    till.subscribeWith()
        .topicFilter(TOPIC.formatted("+"))
        .qos(MqttQos.AT_LEAST_ONCE)
        .callback(this::show)
        .send()
        .join();
  }

  private synchronized void show(Mqtt5Publish message) {
    String terminal = message.getTopic().toString();
    Set<String> before = shown.computeIfAbsent(terminal, none -> new HashSet<>());
    List<String> causes = causes(message.getPayloadAsBytes());
    List<String> fresh = causes.stream().filter(cause -> !before.contains(cause)).toList();
    List<String> told = fresh.isEmpty() ? causes.subList(0, Math.min(1, causes.size())) : fresh;
    long now = System.currentTimeMillis();
    told.forEach(cause -> arrivals.took(cause + "/" + Way.TERMINAL, now));
    before.addAll(fresh);
  }

  /** What all sides of a terminal's state rest on; what is no state is a stranger by itself. */
  private static List<String> causes(byte[] payload) {
    try {
      Set<String> causes = new HashSet<>();
      for (JsonNode cause : JSON.readTree(payload).findValues("cause")) {
        causes.add(cause.asText());
      }
      return causes.isEmpty() ? List.of("nothing") : new ArrayList<>(causes);
    } catch (IOException e) {
      return List.of("no JSON");
    }
  }

  @Override
  public void close() throws InterruptedException {
    till.disconnect().join();
    broker.close();
  }
}
