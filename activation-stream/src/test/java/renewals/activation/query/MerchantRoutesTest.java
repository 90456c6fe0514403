package renewals.activation.query;

import static org.assertj.core.api.Assertions.assertThat;

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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import renewals.activation.estimate.fit.EstimateSettings;
import renewals.activation.estimate.fit.Estimates;
import renewals.activation.estimate.fit.Fitting;
import renewals.activation.estimate.model.Carriers;
import renewals.activation.estimate.stream.Estimating;
import renewals.activation.estimate.stream.RenewalEstimates;
import renewals.activation.query.state.PeerAccess;
import renewals.activation.renewal.rules.RulePolicy;
import renewals.kit.http.ServiceHttp;

/** How merchants' lists are asked for, before any state is there to answer. */
class MerchantRoutesTest {

  private final HttpClient http = HttpClient.newHttpClient();
  private ServiceHttp server;

  @AfterEach
  void stop() {
    http.close();
    server.close();
  }

  private void start(Optional<String> token, boolean kept) {
    Clock clock = Clock.systemUTC();
    Estimates nothing = Fitting.ofNothing(Instant.EPOCH, EstimateSettings.DEFAULTS);
    Estimating estimating =
        new Estimating(
            new RenewalEstimates(() -> nothing, Carriers.SILENT), Duration.ofSeconds(10), true);
    RenewalQuery single = new RenewalQuery(PeerAccess.OPEN, estimating, RulePolicy.DEFAULT, clock);
    QueryApi api =
        new QueryApi(
            single,
            new ClusterStateCounts(Map::of, () -> 4, PeerAccess.OPEN),
            new ClusterUnreadLosses(List::of, PeerAccess.OPEN),
            () -> nothing,
            token,
            PeerAccess.OPEN);
    MerchantRoutes routes =
        new MerchantRoutes(new MerchantQuery(PeerAccess.OPEN, single, clock), kept);
    server =
        ServiceHttp.startBare(
            "127.0.0.1",
            0,
            config -> {
              api.routes(config);
              routes.routes(config);
            });
  }

  private HttpResponse<String> get(String path) throws Exception {
    URI uri = URI.create("http://127.0.0.1:%d%s".formatted(server.port(), path));
    return http.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"/v1/merchants/M-1/cards", "/v1/merchants/M-1/renewals"})
  void shouldAskForTheToken(String path) throws Exception {
    start(Optional.of("open sesame"), true);

    assertThat(get(path).statusCode()).isEqualTo(401);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/v1/merchants/M-1/cards", "/v1/merchants/M-1/renewals"})
  void shouldSendOnToOthersWhereNoListsAreKept(String path) throws Exception {
    start(Optional.empty(), false);

    HttpResponse<String> answer = get(path);

    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(answer.body()).contains("activation.merchants.threads");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/v1/merchants/M-1/cards", "/v1/merchants/M-1/renewals"})
  void shouldSayThatListsAreBeingMovedBeforeTheyAreThere(String path) throws Exception {
    start(Optional.empty(), true);

    HttpResponse<String> answer = get(path);

    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(answer.headers().firstValue("Retry-After")).contains("2");
  }

  @Test
  void shouldNameEachBadParameterAtOnce() throws Exception {
    start(Optional.empty(), true);

    HttpResponse<String> answer =
        get("/v1/merchants/M%201/cards?state=BROKEN&limit=0&cursor=x&expiresBefore=soon&sort=up");

    assertThat(answer.statusCode()).isEqualTo(400);
    JsonNode errors = new ObjectMapper().readTree(answer.body()).path("errors");
    assertThat(errors.findValuesAsText("field"))
        .containsExactlyInAnyOrder(
            "merchantId", "state", "limit", "cursor", "expiresBefore", "sort");
  }
}
