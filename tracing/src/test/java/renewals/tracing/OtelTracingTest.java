package renewals.tracing;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import renewals.kit.tracing.TraceStep;
import renewals.kit.tracing.Tracing;
import renewals.kit.tracing.TracingSettings;
import renewals.schemas.trace.TraceContext;

class OtelTracingTest {

  private static final TraceContext RECORDED = new TraceContext(1, 2, 3, (byte) 1);
  private static final TraceContext UNRECORDED = new TraceContext(1, 2, 3, (byte) 0);

  private final InMemorySpanExporter spans = InMemorySpanExporter.create();

  @Test
  void shouldTraceNothingWithoutACollector() {
    Tracing tracing = OtelTracing.open(TracingSettings.OFF, "notifier", new SimpleMeterRegistry());

    assertThat(tracing).isSameAs(Tracing.OFF);
    assertThat(tracing.isOn()).isFalse();
    assertThat(tracing.begin(Tracing.Kind.SERVER, "POST", RECORDED, null))
        .isSameAs(TraceStep.NONE)
        .returns(null, TraceStep::context);
  }

  @Test
  void shouldSayWhichServiceAndInstanceItIs() {
    to(1).begin(Tracing.Kind.SERVER, "POST", null, null).end();

    assertThat(only().getResource().getAttributes().asMap())
        .containsEntry(AttributeKey.stringKey("service.name"), "notifier")
        .containsKey(AttributeKey.stringKey("service.instance.id"))
        .hasEntrySatisfying(
            AttributeKey.stringKey("service.version"),
            version -> assertThat(version.toString()).matches("\\d+\\.\\d+.*"));
  }

  @Test
  void shouldRecordNothingThatBeginsHereAtRatioZero() {
    TraceStep step = to(0).begin(Tracing.Kind.SERVER, "POST", null, null);
    step.end();

    assertThat(spans.getFinishedSpanItems()).isEmpty();
    assertThat(step.context().isSampled()).isFalse();
  }

  @Test
  void shouldFollowTheParentWhateverTheRatio() {
    to(0).begin(Tracing.Kind.SERVER, "recorded", RECORDED, null).end();
    to(1).begin(Tracing.Kind.SERVER, "unrecorded", UNRECORDED, null).end();

    assertThat(only().getName()).isEqualTo("recorded");
    assertThat(only().getTraceId()).isEqualTo(RECORDED.traceId());
  }

  @Test
  void shouldRecordWhatIsLinkedToWhatWasRecordedWhateverTheRatio() {
    to(0).begin(Tracing.Kind.INTERNAL, "deadline", null, RECORDED).end();

    assertThat(only().getTraceId()).isNotEqualTo(RECORDED.traceId());
    assertThat(only().getLinks())
        .extracting(link -> link.getSpanContext().getTraceId())
        .containsExactly(RECORDED.traceId());
  }

  @Test
  void shouldNotWriteDownWhatNeverEnds() {
    TraceStep unused = to(1).begin(Tracing.Kind.CONSUMER, "process", null, null);

    assertThat(spans.getFinishedSpanItems()).isEmpty();
  }

  @Test
  void shouldGiveWhatHasEndedToTheCollectorAsItCloses() throws Exception {
    List<String> asked = new CopyOnWriteArrayList<>();
    HttpServer collector =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    collector.createContext(
        "/",
        exchange -> {
          byte[] body = exchange.getRequestBody().readAllBytes();
          asked.add("%s %b".formatted(exchange.getRequestURI(), body.length > 0));
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
        });
    collector.start();
    SimpleMeterRegistry meters = new SimpleMeterRegistry();
    try (Tracing tracing =
        OtelTracing.open(at(collector.getAddress().getPort()), "notifier", meters)) {
      tracing.begin(Tracing.Kind.SERVER, "POST", null, null).end();
    } finally {
      collector.stop(0);
    }

    assertThat(asked).containsExactly("/v1/traces true");
    assertThat(count(meters, "exported")).isEqualTo(1);
    assertThat(count(meters, "dropped")).isZero();
  }

  private static TracingSettings at(int port) {
    return new TracingSettings(Optional.of("http://127.0.0.1:" + port), 1);
  }

  private static double count(SimpleMeterRegistry meters, String outcome) {
    return meters.get("renewals.tracing.spans").tag("outcome", outcome).counter().count();
  }

  private Tracing to(double ratio) {
    return OtelTracing.to(SimpleSpanProcessor.create(spans), ratio, "notifier");
  }

  private SpanData only() {
    assertThat(spans.getFinishedSpanItems()).hasSize(1);
    return spans.getFinishedSpanItems().getFirst();
  }
}
