package renewals.kit.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import renewals.kit.Health;

class ServiceHttpTest {

  private final PrometheusMeterRegistry meters =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final Health health = new Health(meters);
  private final HttpClient client = HttpClient.newHttpClient();
  private ServiceHttp http;

  @BeforeEach
  void start() {
    http =
        ServiceHttp.start(
            "127.0.0.1",
            0,
            health,
            meters,
            config ->
                config.routes.get(
                    "/fails",
                    context -> {
                      throw new IllegalStateException("secret");
                    }));
  }

  @AfterEach
  void stop() {
    http.close();
  }

  @Test
  void shouldBeReadyWhenEveryPartIs() throws Exception {
    health.require("kafka", () -> Health.READY);
    assertThat(get("/health/ready").statusCode()).isEqualTo(200);

    health.require("registry", () -> "away");
    assertThat(get("/health/ready").statusCode()).isEqualTo(503);
    assertThat(get("/health/ready").body()).contains("\"registry\":\"away\"");
  }

  @Test
  void shouldAskEachPartOnce() throws Exception {
    AtomicInteger asked = new AtomicInteger();
    health.require(
        "kafka",
        () -> {
          asked.incrementAndGet();
          return Health.READY;
        });

    get("/health/ready");
    assertThat(asked.get()).isEqualTo(1);
  }

  @Test
  void shouldBeLiveUntilItHasFailedForGood() throws Exception {
    assertThat(get("/health/live").statusCode()).isEqualTo(200);

    health.fail("out of memory");
    assertThat(get("/health/live").statusCode()).isEqualTo(503);
    assertThat(get("/health/ready").statusCode()).isEqualTo(503);
  }

  @Test
  void shouldServeMetrics() throws Exception {
    assertThat(get("/metrics").body()).contains("jvm_memory_used_bytes");
  }

  @Test
  void shouldAnswerProblemsToUnknownPathsAndWrongMethods() throws Exception {
    assertProblem(get("/nothing"), 404);
    assertProblem(
        client.send(
            HttpRequest.newBuilder(uri("/metrics")).DELETE().build(), BodyHandlers.ofString()),
        405);
  }

  @Test
  void shouldAnswerAProblemWithoutDetailsWhereTheServiceFails() throws Exception {
    HttpResponse<String> response = get("/fails");

    assertProblem(response, 500);
    assertThat(response.body()).doesNotContain("secret");
  }

  private static void assertProblem(HttpResponse<String> response, int status) {
    assertThat(response.statusCode()).isEqualTo(status);
    assertThat(response.headers().firstValue("Content-Type").orElseThrow())
        .startsWith("application/problem+json");
    assertThat(response.body()).contains("\"status\":" + status);
  }

  private HttpResponse<String> get(String path) throws Exception {
    return client.send(HttpRequest.newBuilder(uri(path)).build(), BodyHandlers.ofString());
  }

  private URI uri(String path) {
    return URI.create("http://127.0.0.1:" + http.port() + path);
  }
}
