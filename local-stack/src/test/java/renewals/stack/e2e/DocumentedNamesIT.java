package renewals.stack.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import renewals.activation.ActivationService;
import renewals.cli.notices.NotifierApi;
import renewals.cli.query.ActivationApi;
import renewals.cli.replay.DeadLetterReplay;
import renewals.cli.topics.SchemaSetup;
import renewals.cli.topics.TopicsAdmin;
import renewals.kit.Settings;
import renewals.kit.Settings.Kind;
import renewals.kit.Settings.Reading;
import renewals.notifier.NotifierService;
import renewals.portal.PortalService;
import renewals.producer.ProducerService;
import renewals.stack.Platform;
import renewals.stack.command.Cli;
import renewals.stack.docs.Docs;
import renewals.stack.docs.Scrape;
import renewals.testing.Patience;
import renewals.testing.channel.ChannelDouble;

/** Settings and metrics are as the documents say: all services started and asked. */
class DocumentedNamesIT {

  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final String STUCK_MONEY = "renewals_money_paid_not_usable";

  private static final Map<String, Settings> SETTINGS = new TreeMap<>();
  private static final Map<String, Scrape> SCRAPES = new TreeMap<>();
  private static ProducerService producer;
  private static ActivationService activation;
  private static NotifierService notifier;
  private static PortalService portal;

  @BeforeAll
  static void startEverything() throws Exception {
    Settings commands = settings(Map.of());
    SETTINGS.put("commands", commands);
    assertThat(new ActivationApi(commands)).isNotNull();
    assertThat(new DeadLetterReplay(commands)).isNotNull();
    assertThat(new NotifierApi(commands)).isNotNull();
    try (TopicsAdmin topics = TopicsAdmin.connect(commands)) {
      topics.createOrVerify();
    }
    SchemaSetup.register(commands);

    Path state = Platform.folder();
    Path parties = Files.writeString(state.resolve("parties.yaml"), "parties: []");
    Files.setPosixFilePermissions(parties, PosixFilePermissions.fromString("rw-------"));
    Map<String, String> intake = new TreeMap<>();
    intake.put("producer.http.port", "0");
    intake.put("parties.file", parties.toString());
    intake.put("provenance", "off");
    // nobody listens there, which is nobody's loss
    intake.put("tracing.endpoint", "http://127.0.0.1:1");
    ChannelDouble channel = ChannelDouble.of("lakala", state.resolve("lakala"));
    Map<String, String> asked = new TreeMap<>(channel.settings());
    asked.putAll(channel.querySettings("http://127.0.0.1:1"));
    asked.forEach((name, value) -> intake.put("callbacks.lakala-pos." + name, value));
    intake.put("producer.query.url", "http://127.0.0.1:1");
    Settings ofProducer = settings(intake);
    Settings ofActivation =
        settings(
            Map.of(
                "kafka.unreplicated", "true",
                "activation.http.port", "0",
                "tracing.endpoint", "http://127.0.0.1:1",
                "activation.state.dir", state.resolve("activation").toString()));
    Settings ofNotifier =
        settings(
            Map.of(
                "kafka.unreplicated", "true",
                "notifier.http.port", "0",
                "tracing.endpoint", "http://127.0.0.1:1",
                "notifier.smtp.host", "127.0.0.1",
                "notifier.smtp.from", "renewals@example.com",
                "notifier.state.dir", state.resolve("notifier").toString()));
    Settings ofPortal = settings(Map.of("portal.http.port", "0"));
    SETTINGS.put("portal", ofPortal);
    SETTINGS.put("producer", ofProducer);
    SETTINGS.put("activation", ofActivation);
    SETTINGS.put("notifier", ofNotifier);
    producer = ProducerService.start(ofProducer);
    activation = ActivationService.start(ofActivation);
    notifier = NotifierService.start(ofNotifier);
    portal = PortalService.start(ofPortal);
    for (int port : List.of(producer.port(), activation.port(), notifier.port(), portal.port())) {
      Patience.await("ready on " + port, () -> status(port, "/health/ready") == 200);
    }
    publishOneThatIsPaidAndWaits();
    Patience.await(
        "stuck money", () -> scrape(activation.port()).families().containsKey(STUCK_MONEY));
    SCRAPES.put("producer", scrape(producer.port()));
    SCRAPES.put("activation", scrape(activation.port()));
    SCRAPES.put("notifier", scrape(notifier.port()));
    SCRAPES.put("portal", scrape(portal.port()));
  }

  @AfterAll
  static void stopEverything() {
    portal.close();
    notifier.close();
    activation.close();
    producer.close();
  }

  @Test
  void shouldDocumentEverySettingWithItsReadersAndNoOther() {
    Map<String, NavigableSet<String>> documented = new TreeMap<>();
    Docs.rows("docs/configuration.md", 5)
        .forEach((name, row) -> documented.put(name, Docs.list(row.get(3))));
    Map<String, NavigableSet<String>> read = new TreeMap<>();
    SETTINGS.forEach(
        (service, settings) ->
            settings
                .readings()
                .keySet()
                .forEach(name -> read.computeIfAbsent(name, any -> new TreeSet<>()).add(service)));

    assertThat(read).isEqualTo(documented);
  }

  @Test
  void shouldDocumentTheDefaultOfEverySetting() {
    Map<String, List<String>> rows = Docs.rows("docs/configuration.md", 5);
    SETTINGS
        .values()
        .forEach(
            settings ->
                settings
                    .readings()
                    .values()
                    .forEach(
                        reading ->
                            assertThat(documentedDefault(rows.get(reading.name()).get(1), reading))
                                .as("default of %s", reading.name())
                                .isEqualTo(reading.otherwise())));
  }

  /** A reader without a default may leave it to one that has one. */
  private static String documentedDefault(String cell, Reading reading) {
    String code = cell.startsWith("none") || reading.otherwise().isEmpty() ? "" : Docs.code(cell);
    return reading.kind() == Kind.DURATION
        ? Settings.durationOf(reading.name(), code).toString()
        : code;
  }

  @Test
  void shouldDocumentEveryMetricOfOursWithTypeLabelsAndServices() {
    Map<String, List<String>> documented = new TreeMap<>();
    Docs.rows("docs/metrics.md", 5)
        .forEach(
            (name, row) -> {
              if (name.startsWith(Scrape.OURS)) {
                documented.put(
                    name,
                    List.of(
                        row.get(1),
                        Docs.list(row.get(2)).toString(),
                        Docs.list(row.get(3)).toString()));
              }
            });
    Map<String, List<String>> shown = new TreeMap<>();
    allOfOurs()
        .forEach(
            (name, family) ->
                shown.put(
                    name,
                    List.of(family.type(), family.labels().toString(), servicesThatShow(name))));

    assertThat(shown).isEqualTo(documented);
  }

  @Test
  void shouldSayOfEveryMetricOfOursWhatItIs() {
    SCRAPES.forEach(
        (service, scrape) ->
            assertThat(scrape.families().keySet())
                .as(service)
                .filteredOn(name -> name.startsWith(Scrape.OURS))
                .isSubsetOf(scrape.helps().keySet()));
  }

  @Test
  void shouldShowTheOtherMetricsThatTheDocumentNames() {
    Docs.rows("docs/metrics.md", 5)
        .forEach(
            (name, row) -> {
              if (!name.startsWith(Scrape.OURS)) {
                assertThat(Docs.list(row.get(3)))
                    .as(name)
                    .isNotEmpty()
                    .allSatisfy(
                        service ->
                            assertThat(SCRAPES.get(service).families().get(name))
                                .as("%s at %s", name, service)
                                .isNotNull()
                                .extracting(Scrape.Family::type)
                                .isEqualTo(row.get(1)));
              }
            });
  }

  @Test
  void shouldSayWhichPartsAreReady() throws Exception {
    awaitReady(activation.port(), "kafka", "registry", "streams");
    awaitReady(notifier.port(), "kafka", "registry", "senders", "streams");
    awaitReady(portal.port(), "kafka", "registry");
    awaitReady(producer.port(), "kafka", "registry", "nonces", "parties", "reconcile");
    assertThat(body(portal.port(), "/health/ready")).contains("\"activation\":");
  }

  /** A part says again and again how it is: on a busy machine one may have had no answer once. */
  private static void awaitReady(int port, String... parts) throws Exception {
    for (String part : parts) {
      Patience.await(
          "%s is ready on %d".formatted(part, port),
          () -> body(port, "/health/ready").contains("\"%s\":\"ready\"".formatted(part)));
    }
  }

  @Test
  void shouldAnswerToItsOwnNamesOnlyOnEveryPort() throws Exception {
    for (int port :
        List.of(
            producer.port(), activation.port(), notifier.port(), portal.port(), portal.opsPort())) {
      assertThat(statusFor(port, "rebound.example")).as("port %d", port).isEqualTo("421");
      assertThat(statusFor(port, "localhost:" + port)).as("port %d", port).isNotEqualTo("421");
      assertThat(statusFor(port, "127.0.0.1:" + port)).as("port %d", port).isNotEqualTo("421");
    }
  }

  /** Java's own client lets nobody choose the Host. */
  private static String statusFor(int port, String host) throws Exception {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket
          .getOutputStream()
          .write(
              "GET /health/live HTTP/1.1\r\nHost: %s\r\nConnection: close\r\n\r\n"
                  .formatted(host)
                  .getBytes(StandardCharsets.US_ASCII));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
          .split(" ", 3)[1];
    }
  }

  private static Map<String, Scrape.Family> allOfOurs() {
    Map<String, Scrape.Family> all = new TreeMap<>();
    SCRAPES
        .values()
        .forEach(
            scrape ->
                scrape
                    .families()
                    .forEach(
                        (name, family) -> {
                          if (name.startsWith(Scrape.OURS)) {
                            all.put(name, family);
                          }
                        }));
    return all;
  }

  private static String servicesThatShow(String name) {
    TreeSet<String> services = new TreeSet<>();
    SCRAPES.forEach(
        (service, scrape) -> {
          if (scrape.families().containsKey(name)) {
            services.add(service);
          }
        });
    return services.toString();
  }

  private static Settings settings(Map<String, String> more) {
    Map<String, String> all = Platform.settings();
    all.putAll(more);
    return Settings.of(all);
  }

  private static void publishOneThatIsPaidAndWaits() throws Exception {
    Instant now = Instant.now();
    Path file = Platform.folder().resolve("events.ndjson");
    Files.writeString(
        file,
        """
        {"type":"renewal-requested","renewalId":"DOC-1","channelId":"app","carrierId":"cmcc",\
        "merchantId":"M-1","terminalId":"T-1","iccid":"89860012345678901235",\
        "plan":{"planId":"p","validity":"P1M","dataBytes":1},\
        "amountDue":{"minorUnits":5000,"currency":"CNY"},"requestedAt":"%1$s"}
        {"type":"payment","paymentId":"P-1","renewalId":"DOC-1","channelId":"app",\
        "status":"SETTLED","amount":{"minorUnits":5000,"currency":"CNY"},"occurredAt":"%1$s"}
        """
            .formatted(now));
    assertThat(Cli.run(Platform.settings(), "publish", file.toString()).exit()).isZero();
  }

  private static Scrape scrape(int port) throws Exception {
    return Scrape.of(body(port, "/metrics"));
  }

  private static int status(int port, String path) throws Exception {
    return HTTP.send(request(port, path), BodyHandlers.discarding()).statusCode();
  }

  private static String body(int port, String path) throws Exception {
    return HTTP.send(request(port, path), BodyHandlers.ofString()).body();
  }

  private static HttpRequest request(int port, String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).build();
  }
}
