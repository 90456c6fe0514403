package renewals.notifier.senders.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import com.hivemq.client.mqtt.MqttGlobalPublishFilter;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt5.Mqtt5BlockingClient;
import com.hivemq.client.mqtt.mqtt5.Mqtt5BlockingClient.Mqtt5Publishes;
import com.hivemq.client.mqtt.mqtt5.Mqtt5Client;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5Publish;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import renewals.doubles.terminal.Mosquitto;
import renewals.kit.Health;
import renewals.notifier.senders.dispatch.SendResult;
import renewals.v1.NoticeChannel;
import renewals.v1.NoticeDue;
import renewals.v1.SendOutcome;

/** Against Debian's mosquitto. */
class TerminalSenderTest {

  private static final Instant AT = Instant.parse("2026-03-02T02:00:00Z");
  private static final String TILL = "T-77";

  @TempDir private Path folder;
  private Mosquitto mosquitto;
  private TerminalSender sender;

  @BeforeEach
  void start() throws IOException {
    mosquitto = Installed.mosquitto(folder).start();
    sender = sender();
  }

  @AfterEach
  void stop() throws InterruptedException {
    if (sender != null) {
      sender.close();
      mosquitto.close();
    }
  }

  @Test
  void shouldShowATillThatComesLaterWhatHolds() throws InterruptedException {
    assertThat(sender.send(due(TILL, "ACTIVE", AT)).outcome()).isEqualTo(SendOutcome.DELIVERED);

    assertThat(shown(TILL)).contains("\"state\":\"ACTIVE\"", AT.toString());
    assertThat(sender.state()).isEqualTo(Health.READY);
  }

  @Test
  void shouldNotLetAnOlderStateReplaceANewer() throws InterruptedException {
    sender.send(due(TILL, "ACTIVE", AT.plusSeconds(1)));

    SendResult late = sender.send(due(TILL, "RENEWING", AT));

    assertThat(late.outcome()).isEqualTo(SendOutcome.REFUSED);
    assertThat(late.reason()).startsWith("NEWER_SHOWN: ");
    assertThat(shown(TILL)).contains("ACTIVE");
  }

  @Test
  void shouldNotLetAnotherInstanceOrARestartOfTheBrokerBringAnOlderStateBack() throws Exception {
    sender.send(due(TILL, "ACTIVE", AT.plusSeconds(1)));
    mosquitto.stop();
    mosquitto.start();
    try (TerminalSender other = sender()) {
      assertThat(other.send(due(TILL, "RENEWING", AT)).reason()).startsWith("NEWER_SHOWN: ");
    }

    assertThat(shown(TILL)).contains("ACTIVE");
  }

  @Test
  void shouldSayThatTheBrokerIsAwayAndGoOnOnceItIsBack() throws Exception {
    sender.send(due(TILL, "RENEWING", AT));
    mosquitto.stop();

    SendResult away = sender.send(due(TILL, "ACTIVE", AT.plusSeconds(1)));

    assertThat(away.outcome()).isEqualTo(SendOutcome.FAILED);
    assertThat(away.reason()).startsWith("MQTT: ");
    assertThat(sender.state()).isNotEqualTo(Health.READY);
    mosquitto.start();
    assertThat(sender.send(due(TILL, "ACTIVE", AT.plusSeconds(1))).outcome())
        .isEqualTo(SendOutcome.DELIVERED);
    assertThat(sender.state()).isEqualTo(Health.READY);
    assertThat(shown(TILL)).contains("ACTIVE");
  }

  @Test
  void shouldSayWhichTerminalTheBrokerRefuses() throws Exception {
    refuse("T-13");

    SendResult refused = sender.send(due("T-13", "ACTIVE", AT));

    assertThat(refused.outcome()).isEqualTo(SendOutcome.FAILED);
    assertThat(refused.reason()).isEqualTo("MQTT: publishing: refused, NOT_AUTHORIZED");
    assertThat(sender.state()).isEqualTo(Health.READY);
  }

  @Test
  void shouldTellOtherTerminalsOnTheSameConnectionAfterARefusal() throws Exception {
    refuse("T-13");

    assertThatOneConnectionTells("T-13", TILL);
  }

  @Test
  void shouldTellOtherTerminalsOnTheSameConnectionWhereOneMayNotBeSubscribedTo() throws Exception {
    mosquitto.stop();
    mosquitto.refusingSubscriptions("terminals/T-13/card").start();

    assertThat(sender.send(due("T-13", "ACTIVE", AT)).reason())
        .isEqualTo("MQTT: subscribing: refused, [NOT_AUTHORIZED]");
    assertThat(sender.state()).isEqualTo(Health.READY);
    assertThatOneConnectionTells("T-14", "T-13", TILL);
  }

  @Test
  void shouldBeReadyAgainOnceTheBrokerAnswersThoughItRefuses() throws Exception {
    mosquitto.stop();
    sender.send(due(TILL, "ACTIVE", AT));
    assertThat(sender.state()).isNotEqualTo(Health.READY);
    mosquitto.refusing(List.of("terminals/T-13/card")).start();

    sender.send(due("T-13", "ACTIVE", AT));

    assertThat(sender.state()).isEqualTo(Health.READY);
  }

  @Test
  void shouldReplaceWhatIsNoState() throws InterruptedException {
    Mqtt5BlockingClient stranger = client();
    stranger
        .publishWith()
        .topic("terminals/T-77/card")
        .payload("hello".getBytes(StandardCharsets.UTF_8))
        .retain(true)
        .send();
    stranger.disconnect();

    sender.send(due(TILL, "ACTIVE", AT));

    assertThat(shown(TILL)).contains("ACTIVE");
  }

  @Test
  void shouldSayFirstThatTheCardWorksAndShowItsRenewalBeside() throws InterruptedException {
    sender.send(due(TILL, "ACTIVE", AT));

    sender.send(renewing(AT.plusSeconds(1)));

    assertThat(shown(TILL))
        .startsWith("{\"card\":\"8986…1\",\"state\":\"ACTIVE\"")
        .contains("\"renewal\":{\"state\":\"RENEWING\"");
  }

  @Test
  void shouldShowTheSameWhicheverSideComesFirst() throws InterruptedException {
    sender.send(renewing(AT.plusSeconds(1)));

    assertThat(sender.send(due(TILL, "ACTIVE", AT)).outcome()).isEqualTo(SendOutcome.DELIVERED);

    assertThat(shown(TILL))
        .startsWith("{\"card\":\"8986…1\",\"state\":\"ACTIVE\"")
        .contains("\"renewal\":{\"state\":\"RENEWING\"");
  }

  @Test
  void shouldShowOfAnotherCardOnlyWhatIsToldOfIt() throws InterruptedException {
    sender.send(due(TILL, "ACTIVE", AT));
    NoticeDue ofAnother = renewing(AT.plusSeconds(1));
    ofAnother.setBody(ofAnother.getBody().replace("8986…1", "8986…2"));

    sender.send(ofAnother);

    assertThat(shown(TILL)).startsWith("{\"card\":\"8986…2\",\"state\":\"RENEWING\"");
    assertThat(sender.send(due(TILL, "ACTIVE", AT)).reason()).startsWith("NEWER_SHOWN: ");
  }

  @Test
  void shouldCallDeliveredWhatIsShownAlready() throws InterruptedException {
    sender.send(due(TILL, "ACTIVE", AT));

    assertThat(sender.send(due(TILL, "ACTIVE", AT)).outcome()).isEqualTo(SendOutcome.DELIVERED);
  }

  @Test
  void shouldRefuseAnIdThatMeansSomethingInATopic() {
    assertThat(sender.send(due("T/#", "ACTIVE", AT)).reason()).startsWith("ADDRESS_REFUSED: ");
  }

  /** Twenty states of four tills, in any order and at once. */
  @Test
  void shouldShowTheLatestWhateverTheOrder() throws Exception {
    long seed = System.nanoTime();
    List<NoticeDue> all = new ArrayList<>();
    for (int till = 0; till < 4; till++) {
      for (int i = 0; i < 20; i++) {
        all.add(due("T-" + till, "ACTIVE", AT.plusSeconds(i)));
      }
    }
    Collections.shuffle(all, new Random(seed));
    Mqtt5BlockingClient till = client();
    try (Mqtt5Publishes seen = till.publishes(MqttGlobalPublishFilter.ALL);
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      till.subscribeWith().topicFilter("terminals/+/card").send();
      List<Future<SendResult>> sent = new ArrayList<>();
      for (NoticeDue due : all) {
        sent.add(threads.submit(() -> sender.send(due)));
      }
      for (Future<SendResult> one : sent) {
        assertThat(one.get().outcome())
            .as("seed %d", seed)
            .isIn(SendOutcome.DELIVERED, SendOutcome.REFUSED);
      }
      till.publishWith().topic("terminals/end/card").qos(MqttQos.AT_LEAST_ONCE).send();
      Map<String, String> last = new HashMap<>();
      for (Mqtt5Publish next = seen.receive();
          !next.getTopic().toString().equals("terminals/end/card");
          next = seen.receive()) {
        String at = text(next).replaceAll(".*\"at\":\"([^\"]*)\".*", "$1");
        String before = last.put(next.getTopic().toString(), at);
        assertThat(before == null || Instant.parse(before).isBefore(Instant.parse(at)))
            .as("seed %d: %s after %s", seed, at, before)
            .isTrue();
      }
      assertThat(last.values())
          .as("seed %d", seed)
          .hasSize(4)
          .containsOnly(AT.plusSeconds(19).toString());
    }
    till.disconnect();
  }

  private TerminalSender sender() {
    return TerminalSender.of(
        new TerminalSettings(
            "127.0.0.1", mosquitto.port(), false, null, null, null, Duration.ofSeconds(10), 16));
  }

  private void refuse(String till) throws Exception {
    mosquitto.stop();
    mosquitto.refusing(List.of("terminals/%s/card".formatted(till))).start();
  }

  /** Whoever may be told is told, all by the connection of the first. */
  private void assertThatOneConnectionTells(String... tills) throws InterruptedException {
    Mqtt5BlockingClient witness = client();
    try (Mqtt5Publishes marks = witness.publishes(MqttGlobalPublishFilter.ALL)) {
      witness.subscribeWith().topicFilter("renewals-notifier/+/mark/+").send();
      for (String till : tills) {
        sender.send(due(till, "ACTIVE", AT));
      }
      assertThat(connectionOf(marks.receive())).isEqualTo(connectionOf(marks.receive()));
    }
    witness.disconnect();
    assertThat(shown(TILL)).contains("ACTIVE");
  }

  private static String connectionOf(Mqtt5Publish mark) {
    return mark.getTopic().getLevels().get(1);
  }

  private Mqtt5BlockingClient client() {
    Mqtt5BlockingClient client =
        Mqtt5Client.builder().serverHost("127.0.0.1").serverPort(mosquitto.port()).buildBlocking();
    client.connect();
    return client;
  }

  /** What a till that connects now is sent. */
  private String shown(String till) throws InterruptedException {
    Mqtt5BlockingClient client = client();
    try (Mqtt5Publishes kept = client.publishes(MqttGlobalPublishFilter.ALL)) {
      client.subscribeWith().topicFilter("terminals/%s/card".formatted(till)).send();
      Mqtt5Publish message = kept.receive(10, TimeUnit.SECONDS).orElseThrow();
      assertThat(message.isRetain()).isTrue();
      return text(message);
    } finally {
      client.disconnect();
    }
  }

  private static String text(Mqtt5Publish message) {
    return new String(message.getPayloadAsBytes(), StandardCharsets.UTF_8);
  }

  private static NoticeDue renewing(Instant at) {
    NoticeDue due = due(TILL, "RENEWING", at);
    due.setBody("{\"card\":\"8986…1\",\"renewal\":%s}".formatted(side("RENEWING", 2, at)));
    return due;
  }

  private static String side(String state, int rank, Instant at) {
    return "{\"state\":\"%s\",\"at\":\"%s\",\"rank\":%d,\"order\":3}".formatted(state, at, rank);
  }

  private static NoticeDue due(String till, String state, Instant at) {
    return NoticeDue.newBuilder()
        .setNoticeId("R1/1/ACTIVATED/TERMINAL")
        .setMerchantId("M-1001")
        .setKind("ACTIVATED")
        .setChannel(NoticeChannel.TERMINAL)
        .setAttempt(1)
        .setTarget(till)
        .setSubject("")
        .setBody("{\"card\":\"8986…1\",\"validity\":%s}".formatted(side(state, 6, at)))
        .setAt(AT)
        .build();
  }
}
