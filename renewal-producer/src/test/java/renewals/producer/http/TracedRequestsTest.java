package renewals.producer.http;

import static org.assertj.core.api.Assertions.assertThat;
import static renewals.testing.Samples.NOW;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.data.StatusData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.ZoneOffset;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import renewals.kit.Health;
import renewals.kit.http.ServiceHttp;
import renewals.kit.tracing.Tracing;
import renewals.producer.FakePublisher;
import renewals.producer.access.LoopbackGate;
import renewals.producer.domain.RecentFacts;
import renewals.producer.intake.Intake;
import renewals.schemas.json.EventJson;
import renewals.schemas.trace.TraceContext;
import renewals.testing.Samples;
import renewals.tracing.OtelTracing;

/** The spans of requests, and what records bear of them. */
class TracedRequestsTest {

  private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
  private static final String TRACEPARENT = "00-" + TRACE + "-b7ad6b7169203331-01";

  private final InMemorySpanExporter spans = InMemorySpanExporter.create();
  private final Tracing tracing =
      OtelTracing.to(SimpleSpanProcessor.create(spans), 1, "renewal-producer");
  private final FakePublisher publisher = new FakePublisher();
  private final HttpClient client = HttpClient.newHttpClient();
  private ServiceHttp http;

  @BeforeEach
  void start() {
    start(tracing);
  }

  private void start(Tracing by) {
    PrometheusMeterRegistry metrics = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    Intake intake =
        new Intake(publisher, new RecentFacts(10), Clock.fixed(NOW, ZoneOffset.UTC), metrics, 10);
    http =
        ServiceHttp.start(
            "127.0.0.1",
            0,
            new Health(metrics),
            metrics,
            new IntakeApi(new LoopbackGate(metrics), intake, by)::addTo);
  }

  @AfterEach
  void stop() {
    http.close();
    tracing.close();
  }

  @Test
  void shouldGoOnWithTheTraceOfTheRequest() throws Exception {
    post("/v1/payments", Samples.payment("P1"), TRACEPARENT);

    SpanData span = only();
    assertThat(span.getName()).isEqualTo("POST /v1/payments");
    assertThat(span.getKind()).isEqualTo(SpanKind.SERVER);
    assertThat(span.getTraceId()).isEqualTo(TRACE);
    assertThat(span.getParentSpanId()).isEqualTo("b7ad6b7169203331");
    assertThat(span.getAttributes().asMap().toString())
        .contains("renewal.id=R1")
        .contains("http.route=/v1/payments")
        .contains("http.response.status_code=202");
  }

  @Test
  void shouldHaveTheRecordBearTheSpanOfTheRequest() throws Exception {
    post("/v1/renewals", Samples.request("R1"), TRACEPARENT);

    SpanData span = only();
    assertThat(publisher.traces())
        .containsExactly(TraceContext.of(TRACE, span.getSpanId(), (byte) TraceContext.SAMPLED));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "00",
        "00-00000000000000000000000000000000-b7ad6b7169203331-01",
        "00-0AF7651916CD43DD8448EB211C80319C-b7ad6b7169203331-01",
        "ff-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"
      })
  void shouldBeginATraceWhereTheRequestsOwnIsDamaged(String damaged) throws Exception {
    HttpResponse<String> answer = post("/v1/reviews", Samples.review("V1"), damaged);

    assertThat(answer.statusCode()).isEqualTo(202);
    assertThat(only().getParentSpanContext().isValid()).isFalse();
  }

  @Test
  void shouldTellOfARequestThatWasRefused() throws Exception {
    HttpResponse<String> answer = post("/v1/payments", "{}", TRACEPARENT);

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(only().getAttributes().asMap().toString()).contains("http.response.status_code=400");
    assertThat(publisher.traces()).isEmpty();
  }

  @Test
  void shouldTellThatKafkaDidNotTakeIt() throws Exception {
    publisher.goAway();
    post("/v1/payments", Samples.payment("P1"), TRACEPARENT);

    assertThat(only().getStatus())
        .isEqualTo(StatusData.create(StatusData.error().getStatusCode(), ""));
  }

  @Test
  void shouldBearNothingWhereTracingIsOff() throws Exception {
    http.close();
    start(Tracing.OFF);
    HttpResponse<String> answer = post("/v1/payments", Samples.payment("P1"), TRACEPARENT);

    assertThat(answer.statusCode()).isEqualTo(202);
    assertThat(publisher.taken()).hasSize(1);
    assertThat(publisher.traces()).isEmpty();
    assertThat(spans.getFinishedSpanItems()).isEmpty();
  }

  private HttpResponse<String> post(String path, SpecificRecord event, String traceparent)
      throws Exception {
    return post(path, EventJson.write(event), traceparent);
  }

  private HttpResponse<String> post(String path, String body, String traceparent) throws Exception {
    return client.send(
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:%d%s".formatted(http.port(), path)))
            .header("Content-Type", "application/json")
            .header("traceparent", traceparent)
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  private SpanData only() {
    assertThat(spans.getFinishedSpanItems()).hasSize(1);
    return spans.getFinishedSpanItems().getFirst();
  }
}
