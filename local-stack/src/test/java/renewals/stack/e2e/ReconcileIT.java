package renewals.stack.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import renewals.cli.Main;
import renewals.cli.topics.SchemaSetup;
import renewals.cli.topics.TopicsAdmin;
import renewals.client.Acknowledgement;
import renewals.client.EventIds;
import renewals.client.EventPublisher;
import renewals.client.RenewalPublisher;
import renewals.kit.Health;
import renewals.kit.Settings;
import renewals.kit.sandbox.ServiceClock;
import renewals.producer.ProducerService;
import renewals.producer.callback.config.CallbackSettings;
import renewals.producer.domain.CallbackChannels;
import renewals.producer.domain.RecentFacts;
import renewals.producer.intake.Intake;
import renewals.producer.reconcile.HttpExchange;
import renewals.producer.reconcile.ReconcileMetrics;
import renewals.producer.reconcile.Reconciler;
import renewals.producer.reconcile.RenewalQueries;
import renewals.producer.reconcile.topic.ReconcileTopic;
import renewals.producer.reconcile.topic.RequestProofs;
import renewals.schemas.wire.HttpSchemaRegistry;
import renewals.stack.Platform;
import renewals.stack.broker.BrokerProcess;
import renewals.testing.HandClock;
import renewals.testing.Patience;
import renewals.testing.channel.ChannelDouble;
import renewals.testing.channel.ChannelDouble.Payment;
import renewals.testing.channel.ChannelDouble.Refund;
import renewals.v1.Money;
import renewals.v1.PaymentEvent;
import renewals.v1.Plan;
import renewals.v1.RenewalRequested;

/**
 * Intakes follow requests on a broker of their own, and ask a channel that told nothing. Time is
 * made up; Kafka, the channel's double and activation-stream's answers are asked as they are.
 */
@Tag("long")
class ReconcileIT {

  private static final int MANY = 24;

  /** With the channel's keys, which take their time: those of the first test are those of all. */
  @TempDir private static Path folder;

  private static BrokerProcess broker;
  private static Map<String, String> platform;

  private final String channelId = "wx-" + UUID.randomUUID();
  private final HandClock clock = new HandClock(Instant.now());
  private final Instant paidAt = clock.instant().truncatedTo(ChronoUnit.SECONDS);
  private final List<PaymentEvent> told = new CopyOnWriteArrayList<>();
  private final List<AutoCloseable> open = new ArrayList<>();
  private final List<HttpServer> servers = new ArrayList<>();
  private final Map<String, String> settings = new HashMap<>();
  private final Map<String, String> kafka = new HashMap<>(platform);
  private volatile int status = 200;
  private ChannelDouble channel;
  private String queryUrl;

  /** An intake as far as it reconciles, and what it shows. */
  private record Instance(ReconcileTopic topic, SimpleMeterRegistry meters) {
    private int due(String state) {
      return (int) meters.get("renewals.reconcile.due").tag("state", state).gauge().value();
    }

    private int waiting() {
      return due("waiting");
    }

    private int answers() {
      return (int)
          meters.get("renewals.reconcile.answers").counters().stream()
              .mapToDouble(Counter::count)
              .sum();
    }
  }

  @BeforeAll
  static void startBroker() throws Exception {
    Path data = Platform.folder();
    broker = BrokerProcess.start(data.resolve("kafka"), data.resolve("logs"), 0);
    Map<String, String> all = Platform.settings();
    all.put("kafka.bootstrap.servers", broker.bootstrapServers());
    platform = Map.copyOf(all);
    try (TopicsAdmin topics = TopicsAdmin.connect(Settings.of(platform))) {
      topics.createOrVerify();
    }
    SchemaSetup.register(Settings.of(platform));
  }

  @AfterAll
  static void stopBroker() {
    broker.close();
  }

  @BeforeEach
  void start() throws Exception {
    channel = ChannelDouble.of("wechat-pay", folder);
    HttpServer server = channel.serve(clock);
    servers.add(server);
    Map<String, String> own = new HashMap<>(channel.settings());
    own.putAll(channel.querySettings("http://127.0.0.1:" + server.getAddress().getPort()));
    own.forEach((name, value) -> settings.put("callbacks." + channelId + "." + name, value));
    HttpServer queries =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    queries.createContext(
        "/v1/renewals/",
        exchange -> {
          byte[] body =
              """
              {"renewalId":"x","state":"WAITING_FOR_PAYMENT","net":{"minorUnits":0,"currency":"CNY"},\
              "due":{"minorUnits":5000,"currency":"CNY"},"owed":{"minorUnits":0,"currency":"CNY"},\
              "waitingFor":["PAYMENT"],"timeline":[],"source":"active"}\
              """
                  .getBytes(UTF_8);
          exchange.sendResponseHeaders(status, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    queries.start();
    servers.add(queries);
    queryUrl = "http://127.0.0.1:" + queries.getAddress().getPort();
  }

  @AfterEach
  void stop() throws Exception {
    for (AutoCloseable one : open) {
      one.close();
    }
    servers.forEach(server -> server.stop(0));
  }

  @Test
  void shouldAskOnceOfEachOverTwoInstancesAndGoOnAfterARestart() throws Exception {
    List<String> renewals = renewals(MANY);
    renewals.forEach(this::book);
    Instance one = instance(told);
    Instance other = instance(told);
    request(renewals);
    request(renewals.subList(0, 2));
    Patience.await("all noted once", () -> one.waiting() + other.waiting() == MANY);
    Patience.await("shared", () -> one.waiting() > 0 && other.waiting() > 0);
    assertThat(told).as("before its time").isEmpty();

    clock.advance(Duration.ofMinutes(11));

    Patience.await("all told", () -> told.size() >= MANY);
    assertThat(told)
        .extracting(PaymentEvent::getRenewalId)
        .containsExactlyInAnyOrderElementsOf(renewals);
    assertThat(told)
        .allSatisfy(
            fact -> {
              assertThat(fact.getAmount()).isEqualTo(new Money(5000L, "CNY"));
              assertThat(fact.getOccurredAt()).isEqualTo(paidAt);
            });
    Patience.await("all noted", () -> one.answers() + other.answers() == MANY);

    one.topic().close();
    Patience.await("all taken over", () -> other.waiting() == MANY);
    other.topic().close();
    Instance next = instance(told);
    Patience.await("all read again", () -> next.waiting() == MANY);
    assertThat(told).as("the next question is an hour after the request").hasSize(MANY);

    clock.advance(Duration.ofHours(1));

    Patience.await("the second answers", () -> told.size() == 2 * MANY);
    assertThat(next.answers()).isEqualTo(MANY);
  }

  @Test
  void shouldReadRequestsThatCameWhileNoInstanceRan() throws Exception {
    Instance first = instance(told);
    Patience.await("ready", () -> first.topic().state().equals(Health.READY));
    first.topic().close();
    List<String> renewals = renewals(MANY);
    request(renewals);

    Instance next = instance(told);

    Patience.await("all noted", () -> next.waiting() == MANY);
  }

  @Test
  void shouldPutAQuestionAgainWhoseInstanceStoppedBeforeItsAnswerWasNoted() throws Exception {
    List<String> renewals = renewals(1);
    renewals.forEach(this::book);
    List<PaymentEvent> lost = new CopyOnWriteArrayList<>();
    Instance stopped =
        instance(
            fact -> {
              lost.add(fact);
              return new CompletableFuture<>();
            });
    request(renewals);
    Patience.await("noted", () -> stopped.waiting() == 1);
    clock.advance(Duration.ofMinutes(11));
    Patience.await("answered", () -> lost.size() == 1);
    stopped.topic().close();

    instance(told);

    Patience.await("asked again", () -> told.size() == 1);
  }

  @Test
  void shouldAskAgainLaterWhileActivationStreamOrTheChannelGivesNoAnswer() throws Exception {
    List<String> renewals = renewals(2);
    Instance one = instance(told);
    request(renewals);
    Patience.await("noted", () -> one.waiting() == 2);
    status = 503;
    clock.advance(Duration.ofMinutes(11));
    Instance after = instance(told);
    Patience.await("shared", () -> one.waiting() + after.waiting() == 2);
    assertThat(one.answers() + after.answers()).isZero();

    renewals.forEach(this::book);
    status = 200;

    Patience.await(
        "told",
        () -> {
          clock.advance(Duration.ofMinutes(1));
          return told.size() >= 2;
        });
  }

  @Test
  void shouldShowOperatorsWhatNoAnswerTellsUntilTheyMarkIt() throws Exception {
    List<String> renewals = renewals(1);
    String renewalId = renewals.get(0);
    Payment payment = book(renewalId);
    channel.book(payment, new Refund("of-the-console", 1200, 1200, paidAt));
    Instance one = instance(told);
    request(renewals);
    Patience.await("noted", () -> one.waiting() == 1);
    clock.advance(Duration.ofMinutes(11));
    Patience.await("on the list", () -> one.due("unknown") == 1);

    assertThat(command("reconcile", "list"))
        .contains(renewalId)
        .contains("WeChat Pay gave back some of order " + renewalId);
    assertThat(command("reconcile", "list", "--json"))
        .contains("\"renewalId\":\"%s\"".formatted(renewalId))
        .contains("\"state\":\"UNKNOWN\"");
    assertThat(command("reconcile", "mark", renewalId)).contains("no longer on the list");
    assertThat(command("reconcile", "list")).doesNotContain(renewalId);
    Patience.await(
        "its last question is left", () -> one.due("unknown") == 0 && one.due("paid") == 1);
    assertThat(command("reconcile", "list", "--all")).contains(renewalId);
    assertThat(command("reconcile", "mark", renewalId))
        .contains("renewal %s is not on the list".formatted(renewalId));
  }

  @Test
  void shouldGoOnWhereKafkaStoodStill() throws Exception {
    // a consumer that waits longer than this for an answer forgets the topics and what it looks
    // after
    kafka.put("kafka.request.timeout.ms", "" + 2 * Patience.LONG.toMillis());
    List<String> renewals = renewals(MANY);
    renewals.forEach(this::book);
    Instance one = instance(told);
    request(renewals);
    Patience.await("noted", () -> one.waiting() == MANY);
    broker.pause();
    try {
      clock.advance(Duration.ofMinutes(11));
      Patience.await(
          "what could not be noted is asked again",
          () -> {
            clock.advance(Duration.ofSeconds(1));
            return told.size() > told.stream().map(PaymentEvent::getRenewalId).distinct().count();
          });
    } finally {
      broker.resume();
    }

    Patience.await(
        "all are told, and noted",
        () -> {
          clock.advance(Duration.ofSeconds(1));
          return told.stream().map(PaymentEvent::getRenewalId).distinct().count() == MANY;
        });
    Patience.await("ready", () -> one.topic().state().equals(Health.READY));
    assertThat(one.waiting()).isEqualTo(MANY);
  }

  @Test
  void shouldFollowRequestsAsAService() throws Exception {
    Map<String, String> all = new TreeMap<>(platform);
    all.putAll(settings);
    all.put("producer.http.port", "0");
    all.put("producer.query.url", queryUrl);
    try (ProducerService service = ProducerService.start(Settings.of(all))) {
      request(renewals(1));
      Patience.await(
          "its health and its metrics say so",
          () ->
              get(service, "/health/ready").contains("\"reconcile\":\"ready\"")
                  && get(service, "/metrics")
                      .contains("renewals_reconcile_due{state=\"waiting\"} 1.0"));
    }
  }

  private static String get(ProducerService service, String path) {
    try (HttpClient client = HttpClient.newHttpClient()) {
      URI uri = URI.create("http://127.0.0.1:%d%s".formatted(service.port(), path));
      return client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString()).body();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private static String command(String... words) {
    StringWriter said = new StringWriter();
    List<String> args = new ArrayList<>(List.of(words));
    platform.forEach((name, value) -> args.add("-D%s=%s".formatted(name, value)));
    Main.commandLine()
        .setOut(new PrintWriter(said))
        .setErr(new PrintWriter(said))
        .execute(args.toArray(String[]::new));
    return said.toString();
  }

  private static List<String> renewals(int count) {
    List<String> renewals = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      renewals.add("R-" + UUID.randomUUID());
    }
    return renewals;
  }

  private Payment book(String renewalId) {
    Payment payment = new Payment(renewalId, "42-" + renewalId, 5000, paidAt);
    channel.book(payment);
    return payment;
  }

  private Instance instance(List<PaymentEvent> facts) {
    return instance(
        fact -> {
          facts.add(fact);
          return CompletableFuture.completedFuture(
              new Acknowledgement(EventIds.of(fact), "renewal-payments", 0, 0));
        });
  }

  private Instance instance(Taking taking) {
    SimpleMeterRegistry meters = new SimpleMeterRegistry();
    ReconcileMetrics metrics = new ReconcileMetrics(meters);
    HttpExchange exchange = new HttpExchange();
    Reconciler reconciler =
        new Reconciler(
            CallbackSettings.read(Settings.of(settings)),
            new RenewalQueries(queryUrl, Optional.empty(), Optional.empty()),
            exchange,
            new Intake(
                publisher(taking),
                new RecentFacts(10),
                Clock.systemUTC(),
                meters,
                100,
                new CallbackChannels(Set.of(channelId))),
            metrics,
            clock);
    Settings all = Settings.of(kafka);
    ReconcileTopic topic =
        ReconcileTopic.open(
            all.below("kafka."),
            new HttpSchemaRegistry(all.url("schema.registry.url", "")),
            RequestProofs.OFF,
            reconciler,
            metrics,
            meters,
            ServiceClock.of(clock),
            1_000);
    open.add(topic);
    open.add(exchange);
    return new Instance(topic, meters);
  }

  /** What becomes of a fact that is told. */
  private interface Taking {
    CompletableFuture<Acknowledgement> take(PaymentEvent fact);
  }

  private static EventPublisher publisher(Taking taking) {
    return new EventPublisher() {
      @Override
      public CompletableFuture<Acknowledgement> publish(SpecificRecord event) {
        return taking.take((PaymentEvent) event);
      }
    };
  }

  private void request(List<String> renewals) throws Exception {
    try (RenewalPublisher publisher = RenewalPublisher.open(Settings.of(platform))) {
      for (String renewalId : renewals) {
        publisher
            .publish(
                new RenewalRequested(
                    renewalId,
                    channelId,
                    "cmcc",
                    "M-1",
                    "T-1",
                    "89860000000000000001",
                    new Plan("pos-1m-1g", "P1M", 1_000_000_000L, null),
                    new Money(5000L, "CNY"),
                    null,
                    null,
                    paidAt))
            .get();
      }
    }
  }
}
