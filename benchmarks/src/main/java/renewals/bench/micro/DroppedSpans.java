package renewals.bench.micro;

import io.micrometer.core.instrument.MeterRegistry;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.util.Collection;
import renewals.kit.tracing.Tracing;
import renewals.tracing.OtelTracing;

/** Takes all spans, as a collector at no distance would, and keeps none. */
final class DroppedSpans implements SpanExporter {

  /** Everything is recorded, batched and dropped. */
  static Tracing tracing(MeterRegistry meters) {
    return OtelTracing.to(
        OtelTracing.batched(new DroppedSpans(), "of a benchmark", meters), 1, "benchmark");
  }

  @Override
  public CompletableResultCode export(Collection<SpanData> spans) {
    return CompletableResultCode.ofSuccess();
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
