package renewals.activation.query;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
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
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.streams.state.HostInfo;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import renewals.activation.estimate.fit.Estimates;
import renewals.activation.estimate.fit.Learnt;
import renewals.activation.estimate.model.Carriers;
import renewals.activation.estimate.stream.Estimating;
import renewals.activation.estimate.stream.RenewalEstimates;
import renewals.activation.query.state.PeerAccess;
import renewals.activation.query.state.PeerClient;
import renewals.activation.renewal.rules.RulePolicy;
import renewals.kit.Settings;
import renewals.kit.http.HttpAccess;
import renewals.kit.http.InstanceClient.Answer;
import renewals.kit.http.InstanceProof;
import renewals.kit.http.ServiceHttp;
import renewals.kit.http.tls.ClientTrust;
import renewals.kit.http.tls.HttpTls;
import renewals.testing.Authority;
import renewals.testing.Patience;

/** What instances show each other, and what somebody else can do with it. */
class PeerProofTest {

  private static final String TOKEN = "the-token-that-both-instances-have";
  private static final Instant NOW = Instant.parse("2026-11-26T10:00:00Z");
  private static final String PATH = "/v1/tallies";

  @TempDir private Path folder;
  private final Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
  private final Map<String, List<String>> heard = new ConcurrentHashMap<>();
  private ServiceHttp right;
  private HttpServer wrong;

  @BeforeEach
  void start() throws Exception {
    right = serve(Settings.of(Map.of()), clock);
    wrong = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    wrong.createContext(
        "/",
        exchange -> {
          heard.putAll(exchange.getRequestHeaders());
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
        });
    wrong.start();
  }

  @AfterEach
  void stop() {
    right.close();
    wrong.stop(0);
  }

  @Test
  void shouldAnswerAnInstanceThatHasTheToken() {
    assertThat(asking(TOKEN, NOW).ask(hostOf(right), PATH))
        .hasValueSatisfying(answer -> assertThat(answer.status()).isEqualTo(200));
  }

  @Test
  void shouldRefuseAnInstanceThatHasAnotherTokenOrAnotherTime() {
    assertThat(statusOf(asking("another-token-than-the-one-in-use", NOW))).isEqualTo(401);
    assertThat(statusOf(asking(TOKEN, NOW.minus(Duration.ofSeconds(31))))).isEqualTo(401);
    assertThat(statusOf(asking(TOKEN, NOW.plus(Duration.ofSeconds(31))))).isEqualTo(401);
  }

  @Test
  void shouldTellAWrongHostNothingThatOpensAnythingAnywhere() throws Exception {
    HostInfo wrongHost = new HostInfo("127.0.0.1", wrong.getAddress().getPort());

    assertThat(asking(TOKEN, NOW).ask(wrongHost, PATH)).isPresent();

    assertThat(heard.toString()).doesNotContain(TOKEN).doesNotContain("Authorization");
    List<String> proof = new HashMap<>(heard).get("X-instance-proof");
    assertThat(proof).hasSize(1);
    assertThat(getWith(PATH, proof.getFirst())).as("the same question, passed on").isEqualTo(401);
    assertThat(getWith("/v1/processing-times", proof.getFirst())).isEqualTo(401);
  }

  @Test
  void shouldHoldAProofForItsQuestionAlone() throws Exception {
    String self = PeerClient.addressOf(hostOf(right));
    InstanceProof proof = new InstanceProof(TOKEN, clock);
    String ofStateCounts = proof.of(self, "GET", PATH, null);

    assertThat(getWith(PATH, ofStateCounts)).isEqualTo(200);
    assertThat(getWith(PATH + "?a=1", ofStateCounts)).isEqualTo(401);
    assertThat(getWith("/v1/processing-times", ofStateCounts)).isEqualTo(401);
    assertThat(getWith(PATH, proof.of(self, "HEAD", PATH, null))).isEqualTo(401);
    assertThat(getWith(PATH, ofStateCounts.substring(0, ofStateCounts.length() - 1)))
        .isEqualTo(401);
    assertThat(getWith(PATH, "")).isEqualTo(401);
  }

  @Test
  void shouldAskOverTlsAndBelieveOnlyItsOwnAuthority() throws Exception {
    Authority own = Authority.in(folder, "own").sign("instance", "ip:127.0.0.1");
    Authority other = Authority.in(folder, "other");
    Settings tls =
        Settings.of(
            Map.of(
                "activation.http.tls.certificate", own.certificateOf("instance").toString(),
                "activation.http.tls.key", own.keyOf("instance").toString()));
    try (ServiceHttp secured = serve(tls, clock)) {
      HostInfo host = hostOf(secured);

      assertThat(answerInTheEnd(overTls(own), host).status()).isEqualTo(200);
      assertThat(overTls(other).ask(host, PATH)).isEmpty();
      assertThat(asking(TOKEN, NOW).ask(host, PATH))
          .as("without TLS")
          .satisfies(answer -> assertThat(answer.map(Answer::status).orElse(0)).isNotEqualTo(200));
    }
  }

  private static ServiceHttp serve(Settings settings, Clock clock) {
    Estimates estimates = Learnt.of(NOW);
    Estimating estimating =
        new Estimating(
            new RenewalEstimates(() -> estimates, Carriers.SILENT), Duration.ofSeconds(10), true);
    QueryApi api =
        new QueryApi(
            new RenewalQuery(PeerAccess.OPEN, estimating, RulePolicy.DEFAULT, clock),
            new ClusterStateCounts(Map::of, () -> 4, PeerAccess.OPEN),
            new ClusterUnreadLosses(List::of, PeerAccess.OPEN),
            () -> estimates,
            Optional.of(TOKEN),
            new PeerAccess(Optional.of(new InstanceProof(TOKEN, clock)), false, Optional.empty()));
    HttpAccess access =
        HttpAccess.usual("127.0.0.1").over(HttpTls.readForAnyClient(settings, "activation"));
    ServiceHttp server =
        ServiceHttp.startBare("127.0.0.1", 0, access, new SimpleMeterRegistry(), api::routes);
    api.knownAs(hostOf(server));
    return server;
  }

  /** A first handshake on a busy machine may take longer than instances wait for each other. */
  private static Answer answerInTheEnd(PeerClient client, HostInfo host) throws Exception {
    return Patience.answer("an answer of the other instance", () -> client.ask(host, PATH));
  }

  private PeerClient overTls(Authority authority) throws Exception {
    Settings ca = Settings.of(Map.of("activation.http.tls.ca", authority.certificate().toString()));
    return new PeerClient(
        new PeerAccess(
            Optional.of(new InstanceProof(TOKEN, clock)),
            true,
            ClientTrust.read(ca, "activation")));
  }

  private static PeerClient asking(String token, Instant time) {
    Clock at = Clock.fixed(time, ZoneOffset.UTC);
    return new PeerClient(
        new PeerAccess(Optional.of(new InstanceProof(token, at)), false, Optional.empty()));
  }

  private int statusOf(PeerClient client) {
    return client.ask(hostOf(right), PATH).orElseThrow().status();
  }

  private int getWith(String pathAndQuery, String proof) throws Exception {
    URI uri = URI.create("http://127.0.0.1:%d%s".formatted(right.port(), pathAndQuery));
    HttpRequest request = HttpRequest.newBuilder(uri).header(InstanceProof.HEADER, proof).build();
    try (HttpClient http = HttpClient.newHttpClient()) {
      return http.send(request, BodyHandlers.discarding()).statusCode();
    }
  }

  private static HostInfo hostOf(ServiceHttp server) {
    return new HostInfo("127.0.0.1", server.port());
  }
}
