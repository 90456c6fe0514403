package renewals.activation.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.streams.state.HostInfo;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import renewals.activation.estimate.fit.Estimates;
import renewals.activation.estimate.fit.Learnt;
import renewals.activation.estimate.model.Carriers;
import renewals.activation.estimate.stream.Estimating;
import renewals.activation.estimate.stream.RenewalEstimates;
import renewals.activation.query.state.Instances;
import renewals.activation.query.state.PeerAccess;
import renewals.activation.query.state.PeerClient;
import renewals.activation.renewal.model.RenewalStatus.State;
import renewals.activation.renewal.rules.RulePolicy;
import renewals.activation.renewal.rules.StateCounts;
import renewals.kit.http.InstanceProof;
import renewals.kit.http.ServiceHttp;
import renewals.kit.kafka.UnreadLosses.Loss;
import renewals.schemas.query.QueryResponses;
import renewals.testing.Patience;

@Timeout(60)
class QueryApiTest {

  private static final Instant NOW = Instant.parse("2026-11-23T04:30:00.123456Z");
  private static final HostInfo SELF = new HostInfo("127.0.0.1", 1);

  private final HttpClient http = HttpClient.newHttpClient();
  private final Estimates estimates = Learnt.of(NOW);
  private final List<Loss> losses = new ArrayList<>();
  private ServiceHttp server;

  @AfterEach
  void stop() {
    http.shutdownNow();
    if (server != null) {
      server.close();
    }
  }

  private void start(Map<Integer, StateCounts> counts, Optional<String> token) {
    Estimating estimating =
        new Estimating(
            new RenewalEstimates(() -> estimates, Carriers.SILENT), Duration.ofSeconds(10), true);
    Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
    QueryApi api =
        new QueryApi(
            new RenewalQuery(PeerAccess.OPEN, estimating, RulePolicy.DEFAULT, clock),
            new ClusterStateCounts(() -> counts, () -> 4, PeerAccess.OPEN),
            new ClusterUnreadLosses(() -> losses, PeerAccess.OPEN),
            () -> estimates,
            token,
            peers(token));
    server = ServiceHttp.startBare("127.0.0.1", 0, api::routes);
    api.knownAs(new HostInfo("127.0.0.1", server.port()));
  }

  private static PeerAccess peers(Optional<String> token) {
    return new PeerAccess(
        token.map(secret -> new InstanceProof(secret, Clock.fixed(NOW, ZoneOffset.UTC))),
        false,
        Optional.empty());
  }

  private HttpResponse<String> get(String path) throws Exception {
    URI uri = URI.create("http://127.0.0.1:%d%s".formatted(server.port(), path));
    return http.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
  }

  private static StateCounts stateCounts(State state, long count, long owed) {
    StateCounts stateCounts = new StateCounts();
    stateCounts.renewals().put(state, count);
    stateCounts.owedBack().put("CNY", owed);
    return stateCounts;
  }

  @Test
  void shouldAnswerHowLongEachStageTakesByCarrierAndChannel() throws Exception {
    start(Map.of(), Optional.empty());

    JsonNode answer = new ObjectMapper().readTree(get("/v1/processing-times").body());

    assertThat(answer.path("asOf").asText()).isEqualTo("2026-11-23T04:30:00.123Z");
    assertThat(answer.path("source").asText()).isEqualTo("active");
    assertThat(answer.path("fortnight").path("from").asText())
        .isEqualTo("2026-11-09T04:30:00.123Z");
    assertThat(answer.path("times").findValuesAsText("stage"))
        .containsExactly("PAYMENT", "REVIEW", "PAYMENT", "REVIEW");
    JsonNode whole = answer.path("times").get(1);
    JsonNode review = answer.path("times").get(3);
    assertThat(whole.has("channelId")).isFalse();
    assertThat(review.path("channelId").asText()).isEqualTo("app");
    assertThat(review.path("observations").asLong()).isEqualTo(40);
    assertThat(review.path("medianMillis").asDouble())
        .isCloseTo(200 * 60_000, within(30 * 60_000.0));
    assertThat(review.path("ninetyPercentMillis").asDouble())
        .isCloseTo(360 * 60_000, within(40 * 60_000.0));
  }

  @Test
  void shouldAnswerHowOftenPromisesHeldByBasis() throws Exception {
    start(Map.of(), Optional.empty());

    JsonNode promises =
        new ObjectMapper().readTree(get("/v1/processing-times").body()).path("promises");

    assertThat(promises).hasSize(2);
    assertThat(promises.get(0).toString())
        .isEqualTo(
            "{\"carrierId\":\"cmcc\",\"channelId\":\"app\",\"basis\":\"carrier and channel\","
                + "\"held\":7,\"broken\":2,\"share\":0.7778}");
    assertThat(promises.get(1).path("basis").asText()).isEqualTo("default");
  }

  @Test
  void shouldAskForTheTokenForProcessingTimesAndStateCounts() throws Exception {
    start(Map.of(), Optional.of("open sesame"));

    assertThat(get("/v1/processing-times").statusCode()).isEqualTo(401);
    assertThat(get("/v1/tallies").statusCode()).isEqualTo(401);
  }

  @Test
  void shouldQuoteARenewalFromWhatWasGivenByEachChannelOfTheCarrier() throws Exception {
    start(Map.of(), Optional.empty());

    JsonNode quote =
        new ObjectMapper()
            .readTree(
                get("/v1/quotes?carrierId=cmcc&validity=P1M&dataBytes=1000"
                        + "&currentValidUntil=2026-12-31T16:00:00%2B08:00")
                    .body());

    assertThat(quote.has("card")).isFalse();
    assertThat(quote.path("validFrom").asText()).isEqualTo("2026-12-31T08:00:00Z");
    assertThat(quote.path("validUntil").asText()).isEqualTo("2027-01-31T08:00:00Z");
    assertThat(quote.path("dataBytes").asLong()).isEqualTo(1000);
    assertThat(quote.path("channelId").asText()).isEqualTo("app");
    assertThat(quote.path("expectedUsable").path("basis").asText())
        .isEqualTo("carrier and channel");
    assertThat(quote.path("warnings")).isEmpty();
    JsonNode channel = quote.path("channels").get(0);
    assertThat(channel.path("channelId").asText()).isEqualTo("app");
    assertThat(channel.path("heldShare").asDouble()).isEqualTo(0.7);
    assertThat(channel.path("observations").asLong()).isEqualTo(40);
    assertThat(channel.path("by").asText())
        .isEqualTo(quote.path("expectedUsable").path("by").asText());
    assertThat(Instant.parse(quote.path("renewBy").asText()))
        .isBefore(Instant.parse("2026-12-31T08:00:00Z"))
        .isAfter(Instant.parse("2026-12-30T08:00:00Z"));
  }

  @Test
  void shouldQuoteByTheDefaultWhereTheCarrierIsNew() throws Exception {
    start(Map.of(), Optional.empty());

    JsonNode quote =
        new ObjectMapper()
            .readTree(get("/v1/quotes?carrierId=new&channelId=app&validity=P30D").body());

    assertThat(quote.path("channels").findValuesAsText("channelId")).containsExactly("app");
    assertThat(quote.path("channels").get(0).has("heldShare")).isFalse();
    assertThat(Instant.parse(quote.path("validFrom").asText())).isAfter(NOW);
    assertThat(quote.has("renewBy")).isFalse();
  }

  @Test
  void shouldWarnOfACardThatExpiresBeforeTheRenewalIsUsable() throws Exception {
    start(Map.of(), Optional.empty());

    JsonNode quote =
        new ObjectMapper()
            .readTree(
                get("/v1/quotes?carrierId=cmcc&validity=P1M&currentValidUntil=2026-11-23T04:40:00Z")
                    .body());

    assertThat(quote.path("warnings").findValuesAsText("code"))
        .containsExactly("EXPIRES_BEFORE_USABLE");
    assertThat(quote.path("warnings").get(0).path("text").asText()).contains("stands still");
  }

  @Test
  void shouldRefuseAQuoteByEachBadParameter() throws Exception {
    start(Map.of(), Optional.empty());

    HttpResponse<String> answer =
        get(
            "/v1/quotes?iccid=123&channelId=a%20b&validity=P1M3D&policy=stack"
                + "&currentValidUntil=2026-11-23T04:40:00&dataBytes=-1&plan=x");

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
    JsonNode problem = new ObjectMapper().readTree(answer.body());
    assertThat(problem.path("code").asText()).isEqualTo("PARAMETER_REFUSED");
    JsonNode errors = problem.path("errors");
    assertThat(errors.findValuesAsText("field"))
        .containsExactlyInAnyOrder(
            "iccid",
            "carrierId",
            "channelId",
            "validity",
            "policy",
            "currentValidUntil",
            "dataBytes",
            "plan");
    assertThat(errors.toString()).contains("STACK or RESET").contains("\"given\":\"P1M3D\"");
  }

  @Test
  void shouldNotQuoteACardWhoseLedgerNobodyCanBeAskedFor() throws Exception {
    start(Map.of(), Optional.empty());

    assertThat(
            get("/v1/quotes?iccid=898600D6991330004146&carrierId=cmcc&validity=P1M").statusCode())
        .isEqualTo(503);
  }

  @Test
  void shouldSayThatStateIsBeingMovedWhileNobodyCanSay() throws Exception {
    start(Map.of(), Optional.empty());

    HttpResponse<String> answer = get("/v1/renewals/R-1");

    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(answer.headers().firstValue("Retry-After")).contains("2");
    assertThat(answer.body()).contains("being moved");
  }

  @Test
  void shouldAddUpTheStateCountsOfAllInstances() {
    start(Map.of(1, stateCounts(State.USABLE, 7, 100)), Optional.of("secret"));
    HostInfo other = new HostInfo("127.0.0.1", server.port());
    ClusterStateCounts counts =
        new ClusterStateCounts(
            () -> Map.of(0, stateCounts(State.USABLE, 5, 50)),
            () -> 2,
            peers(Optional.of("secret")));
    counts.connect(new Instances(() -> Set.of(SELF, other), SELF));

    QueryResponses.StateCounts gathered = counts.gather();

    assertThat(gathered.counts().renewals())
        .containsOnlyKeys(Arrays.stream(State.values()).map(State::name).toList())
        .containsEntry("USABLE", 12L)
        .containsEntry("LAPSED", 0L);
    assertThat(gathered.counts().owedBack()).isEqualTo(Map.of("CNY", 150L));
    assertThat(gathered.instances()).isEqualTo(2);
    assertThat(gathered.missing()).isEmpty();
    assertThat(gathered.silent()).isEmpty();
  }

  @Test
  void shouldNameTheInstanceThatGaveNoAnswerAndWhatIsMissing() {
    start(Map.of(1, stateCounts(State.USABLE, 7, 100)), Optional.empty());
    HostInfo gone = new HostInfo("127.0.0.1", server.port());
    server.close();
    ClusterStateCounts counts =
        new ClusterStateCounts(
            () -> Map.of(0, stateCounts(State.USABLE, 5, 50)), () -> 3, PeerAccess.OPEN);
    counts.connect(new Instances(() -> Set.of(SELF, gone), SELF));

    QueryResponses.StateCounts gathered = counts.gather();

    assertThat(gathered.counts().renewals()).containsEntry("USABLE", 5L);
    assertThat(gathered.silent()).containsExactly("127.0.0.1:" + gone.port());
    assertThat(gathered.missing()).isEqualTo(List.of(1, 2));
  }

  @Test
  void shouldAnswerTheCountsOfAllPartitionsAndWhichAreMissing() throws Exception {
    start(Map.of(1, stateCounts(State.USABLE, 7, 100)), Optional.empty());

    JsonNode answer = new ObjectMapper().readTree(get("/v1/state-counts").body());

    assertThat(answer.path("counts").path("renewals").path("USABLE").asLong()).isEqualTo(7);
    assertThat(answer.path("counts").path("owedBack").path("CNY").asLong()).isEqualTo(100);
    assertThat(answer.path("partitions").asInt()).isEqualTo(4);
    assertThat(answer.path("missing").toString()).isEqualTo("[0,2,3]");
  }

  @Test
  void shouldAnswerWhatAnyInstanceFoundTakenAwayUnread() throws Exception {
    losses.add(new Loss(NOW, "renewal-payments", 3, 100, 250));
    start(Map.of(), Optional.empty());
    HostInfo other = new HostInfo("127.0.0.1", server.port());
    Loss own = new Loss(NOW.plusSeconds(1), "carrier-reviews", 0, 7, 8);
    ClusterUnreadLosses all = new ClusterUnreadLosses(() -> List.of(own), PeerAccess.OPEN);
    all.connect(new Instances(() -> Set.of(SELF, other), SELF));

    assertThat(topicsInTheEnd(all, 2)).containsExactly("carrier-reviews", "renewal-payments");
    assertThat(get("/v1/unread-losses").body())
        .isEqualTo(
            "{\"losses\":[{\"at\":\"2026-11-23T04:30:00.123Z\",\"topic\":\"renewal-payments\","
                + "\"partition\":3,\"from\":100,\"to\":250}]}");
  }

  /** A first answer on a busy machine may take longer than instances wait for each other. */
  private static List<String> topicsInTheEnd(ClusterUnreadLosses all, int count) throws Exception {
    return Patience.answer(
        "what %d topics lost".formatted(count),
        () ->
            Optional.of(
                    all.gather().losses().stream().map(QueryResponses.UnreadLoss::topic).toList())
                .filter(topics -> topics.size() >= count));
  }

  @Test
  void shouldNotAskAnInstanceAgainAtOnceThatHangs() throws Exception {
    try (java.net.ServerSocket deaf = new java.net.ServerSocket(0)) {
      HostInfo hangs = new HostInfo("127.0.0.1", deaf.getLocalPort());
      PeerClient others = new PeerClient(PeerAccess.OPEN);
      assertThat(others.ask(hangs, "/v1/renewals/R-1")).isEmpty();

      long began = System.nanoTime();
      assertThat(others.ask(hangs, "/v1/renewals/R-1")).isEmpty();

      assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(1));
    }
  }
}
