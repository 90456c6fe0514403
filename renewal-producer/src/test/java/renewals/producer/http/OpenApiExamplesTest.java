package renewals.producer.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import renewals.kit.http.ProblemCode;
import renewals.kit.http.ServiceHttp;
import renewals.producer.FakePublisher;
import renewals.producer.access.LoopbackGate;
import renewals.producer.domain.FactMemory;
import renewals.producer.intake.Intake;

/** Examples of the description are taken as they stand, and its page needs nothing else. */
class OpenApiExamplesTest {

  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-03-02T04:00:00Z"), ZoneOffset.UTC);

  private static ServiceHttp http;
  private static JsonNode description;

  @BeforeAll
  static void readWhatTheServiceServes() throws Exception {
    Intake intake =
        new Intake(
            new FakePublisher(),
            FactMemory.none(),
            CLOCK,
            new PrometheusMeterRegistry(PrometheusConfig.DEFAULT),
            10);
    http =
        ServiceHttp.startBare(
            "127.0.0.1",
            0,
            new IntakeApi(new LoopbackGate(new SimpleMeterRegistry()), intake)::addTo);
    description = new YAMLMapper().readTree(get("/openapi").body());
  }

  @AfterAll
  static void stop() {
    http.close();
  }

  static Stream<String> routes() {
    return IntakeApi.ROUTES.keySet().stream();
  }

  @ParameterizedTest
  @MethodSource("routes")
  void shouldTakeTheExampleOfEachRoute(String path) throws Exception {
    HttpResponse<String> answer = post(path, "application/json", example(path).toString());

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
  }

  @Test
  void shouldTakeEveryLineOfTheExampleOfLines() throws Exception {
    String lines = example(IntakeApi.LINES_ROUTE).asText();
    HttpResponse<String> answer = post(IntakeApi.LINES_ROUTE, "application/x-ndjson", lines);

    assertThat(answer.body().lines())
        .hasSize(2)
        .allSatisfy(line -> assertThat(line).contains("\"status\":202"));
  }

  @Test
  void shouldAnswerARefusalAsTheExampleOfAProblemSays() throws Exception {
    JsonNode said =
        description.at("/components/responses/Refused/content/application~1problem+json/example");
    String event = example("/v1/payments").toString().replace("5000", "0");
    JsonNode answer =
        new ObjectMapper().readTree(post("/v1/payments", "application/json", event).body());

    assertThat(answer).isEqualTo(said);
    assertThat(said.path("code").asText()).isEqualTo(ProblemCode.EVENT_REFUSED.name());
  }

  @Test
  void shouldShowThePageWithFilesOfItsOwnAlone() throws Exception {
    HttpResponse<String> page = get(DocsPages.ROUTE);
    Set<String> files = new TreeSet<>();
    Pattern.compile("(?:src|href)=\"([^\"]+)\"")
        .matcher(page.body())
        .results()
        .forEach(one -> files.add(one.group(1)));

    assertThat(page.headers().firstValue("Content-Security-Policy"))
        .hasValueSatisfying(
            policy ->
                assertThat(policy)
                    .startsWith("default-src 'none'; ")
                    .contains("script-src 'self';", "connect-src 'self';")
                    .doesNotContain("unsafe", "http"));
    assertThat(files)
        .containsExactly(
            "/docs/swagger-ui-bundle.js",
            "/docs/swagger-ui.css",
            "/docs/viewer.js",
            "/openapi",
            "data:,");
    for (String file : files) {
      if (!file.startsWith("data:")) {
        assertThat(get(file).statusCode()).as(file).isEqualTo(200);
      }
    }
  }

  private static JsonNode example(String path) {
    JsonNode content = description.path("paths").path(path).at("/post/requestBody/content");
    return content.elements().next().path("example");
  }

  private static HttpResponse<String> get(String path) throws Exception {
    return send(HttpRequest.newBuilder(uri(path)).build());
  }

  private static HttpResponse<String> post(String path, String type, String body) throws Exception {
    return send(
        HttpRequest.newBuilder(uri(path))
            .header("Content-Type", type)
            .POST(BodyPublishers.ofString(body))
            .build());
  }

  private static HttpResponse<String> send(HttpRequest request) throws Exception {
    return HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
  }

  private static URI uri(String path) {
    return URI.create("http://127.0.0.1:" + http.port() + path);
  }
}
