package renewals.tracing;

import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import renewals.schemas.trace.TraceContext;

/** Ours and OpenTelemetry's word for the same. */
final class SpanContexts {

  private SpanContexts() {}

  /** A span of somewhere else. */
  static SpanContext of(TraceContext trace) {
    return SpanContext.createFromRemoteParent(
        trace.traceId(),
        trace.spanIdText(),
        TraceFlags.fromByte(trace.flags()),
        TraceState.getDefault());
  }

  /** A span of ours. */
  static TraceContext of(SpanContext own) {
    return TraceContext.of(own.getTraceId(), own.getSpanId(), own.getTraceFlags().asByte());
  }
}
