package renewals.tracing;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.util.Collection;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import renewals.kit.tracing.Tracing;

@Timeout(60)
class BoundedSpansTest {

  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final Collector collector = new Collector();
  private final BoundedSpans spans = BoundedSpans.to(collector, "a test's", meters);
  private final Tracing tracing = OtelTracing.to(spans, 1, "bench");

  @AfterEach
  void close() {
    collector.answer.succeed();
    tracing.close();
  }

  @Test
  void shouldDropWithoutWaitingWhatACollectorThatHangsHasNoRoomFor() {
    end(BoundedSpans.MOST + 1_000);

    assertThat(count("dropped")).isEqualTo(1_000);
  }

  @Test
  void shouldHaveRoomAgainOnceTheCollectorAnswers() {
    end(BoundedSpans.MOST + 1);
    collector.answer.succeed();
    var unused = spans.forceFlush();
    while (count("exported") < BoundedSpans.MOST) {
      Thread.onSpinWait();
    }
    end(1);
    while (count("exported") == BoundedSpans.MOST) {
      Thread.onSpinWait();
    }

    assertThat(count("dropped")).isEqualTo(1);
    assertThat(count("exported")).isEqualTo(BoundedSpans.MOST + 1);
  }

  @Test
  void shouldCountWhatTheCollectorRefusesAsDropped() {
    collector.answer.fail();
    end(100);
    tracing.close();

    assertThat(count("dropped")).isEqualTo(100);
    assertThat(count("exported")).isZero();
  }

  private void end(int many) {
    for (int i = 0; i < many; i++) {
      tracing.begin(Tracing.Kind.CONSUMER, "process", null, null).end();
    }
  }

  private double count(String outcome) {
    return meters.get("renewals.tracing.spans").tag("outcome", outcome).counter().count();
  }

  /** Answers when, and as, a test says. */
  private static final class Collector implements SpanExporter {
    private final CompletableResultCode answer = new CompletableResultCode();

    @Override
    public CompletableResultCode export(Collection<SpanData> given) {
      return answer;
    }

    @Override
    public CompletableResultCode flush() {
      return CompletableResultCode.ofSuccess();
    }

    @Override
    public CompletableResultCode shutdown() {
      return CompletableResultCode.ofSuccess();
    }
  }
}
