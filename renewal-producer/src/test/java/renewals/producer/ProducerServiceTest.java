package renewals.producer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import renewals.kit.SettingException;
import renewals.kit.Settings;
import renewals.producer.callback.Notices;
import renewals.schemas.json.EventJson;
import renewals.testing.Samples;
import renewals.testing.channel.ChannelDouble;

class ProducerServiceTest {

  @ParameterizedTest
  @ValueSource(strings = {"0.0.0.0", "::", "192.0.2.1"})
  void shouldRefuseToListenOnAnythingButLoopbackWithOneClearLine(String host) {
    Settings settings =
        Settings.of(Map.of("producer.http.host", host, "schema.registry.url", "http://127.0.0.1/"));

    assertThatThrownBy(() -> ProducerService.start(settings))
        .isInstanceOf(SettingException.class)
        .hasMessage(
            "producer.http.host is %s, expected a loopback address such as 127.0.0.1,"
                + " as no parties.file says who may call",
            host);
  }

  @Test
  void shouldStartAndAnswer503WithinItsTimeLimitsWhileKafkaAndTheRegistryAreAway()
      throws Exception {
    try (ProducerService service = ProducerService.start(nobodyThere())) {
      long begun = System.nanoTime();
      HttpResponse<String> response = post(service, "/v1/payments");

      assertThat(response.statusCode()).isEqualTo(503);
      assertThat(response.headers().firstValue("Retry-After")).isPresent();
      assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(20));
      assertThat(get(service, "/health/ready").statusCode()).isEqualTo(503);
      assertThat(get(service, "/health/live").statusCode()).isEqualTo(200);
      assertThat(get(service, "/metrics").body())
          .contains("renewals_intake_events_total{result=\"unavailable\",type=\"payment\"} 1.0");
    }
  }

  @Test
  void shouldEndAwaitStopWhenItIsClosed() throws Exception {
    ProducerService service = ProducerService.start(nobodyThere());
    Thread waiting = Thread.ofVirtual().start(service::awaitStop);

    service.close();

    assertThat(waiting.join(Duration.ofSeconds(10))).isTrue();
  }

  @Test
  void shouldLeaveNoKafkaClientOpenWhenItsPortIsTaken() throws Exception {
    String clientId = "of-" + UUID.randomUUID();
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Map<String, String> settings = new HashMap<>(nobody());
      settings.put("kafka.client.id", clientId);
      settings.put("producer.http.port", String.valueOf(taken.getLocalPort()));

      assertThatThrownBy(() -> ProducerService.start(Settings.of(settings)))
          .isInstanceOf(RuntimeException.class);
    }

    assertThat(Thread.getAllStackTraces().keySet())
        .extracting(Thread::getName)
        .noneMatch(name -> name.contains(clientId));
  }

  @Test
  void shouldWarnWhereOthersMayTellOfAChannelThatCallsBack(@TempDir Path folder) throws Exception {
    Path parties =
        Files.writeString(
            folder.resolve("parties.yaml"),
            """
            parties:
              - {id: pos-platform, may: [{events: [payment], channelIds: [pos-app]}], keys: []}
              - {id: bank-east, may: [{events: [payment], channelIds: [bank-east]}], keys: []}
            """);
    Files.setPosixFilePermissions(parties, PosixFilePermissions.fromString("rw-------"));
    Map<String, String> settings = new HashMap<>(nobody());
    settings.putAll(Notices.settings(Notices.channel(ChannelDouble.Lakala.class, "lakala")));

    String alone = whatIsWrittenAtStart(settings);
    settings.put("parties.file", parties.toString());
    settings.put("provenance", "off");
    String withParties = whatIsWrittenAtStart(settings);

    assertThat(alone).contains("and every program on this machine may tell of them too");
    assertThat(withParties)
        .contains("channel pos-app tells of payments by callbacks, and pos-platform may tell")
        .doesNotContain("bank-east may tell");
  }

  private static String whatIsWrittenAtStart(Map<String, String> settings) {
    PrintStream usual = System.err;
    ByteArrayOutputStream written = new ByteArrayOutputStream();
    System.setErr(new PrintStream(written, true, UTF_8));
    try {
      ProducerService.start(Settings.of(settings)).close();
    } finally {
      System.setErr(usual);
    }
    return written.toString(UTF_8);
  }

  private static Settings nobodyThere() throws IOException {
    return Settings.of(nobody());
  }

  private static Map<String, String> nobody() throws IOException {
    int port;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
    }
    return Map.of(
        "kafka.bootstrap.servers",
        "127.0.0.1:" + port,
        "kafka.max.block.ms",
        "1000",
        "schema.registry.url",
        "http://127.0.0.1:" + port,
        "producer.http.port",
        "0");
  }

  private static HttpResponse<String> post(ProducerService service, String path) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(uri(service, path))
            .header("Content-Type", "application/json")
            .POST(
                BodyPublishers.ofString(
                    EventJson.write(
                        renewals.v1.PaymentEvent.newBuilder(Samples.payment("P1"))
                            .setOccurredAt(java.time.Instant.now())
                            .build())))
            .build();
    return HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
  }

  private static HttpResponse<String> get(ProducerService service, String path) throws Exception {
    return HttpClient.newHttpClient()
        .send(HttpRequest.newBuilder(uri(service, path)).build(), BodyHandlers.ofString());
  }

  private static URI uri(ProducerService service, String path) {
    return URI.create("http://127.0.0.1:" + service.port() + path);
  }
}
