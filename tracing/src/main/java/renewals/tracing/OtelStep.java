package renewals.tracing;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import org.jspecify.annotations.Nullable;
import renewals.kit.tracing.TraceStep;
import renewals.schemas.trace.TraceContext;

/** A span of OpenTelemetry's. */
final class OtelStep implements TraceStep {

  private final Span span;
  private @Nullable TraceContext context;

  OtelStep(Span span) {
    this.span = span;
  }

  @Override
  public TraceContext context() {
    TraceContext known = context;
    if (known == null) {
      known = SpanContexts.of(span.getSpanContext());
      context = known;
    }
    return known;
  }

  @Override
  public TraceStep with(String attribute, @Nullable String value) {
    if (value != null) {
      span.setAttribute(attribute, value);
    }
    return this;
  }

  @Override
  public TraceStep with(String attribute, long value) {
    span.setAttribute(attribute, value);
    return this;
  }

  @Override
  public TraceStep linkedTo(@Nullable TraceContext other) {
    if (other != null) {
      span.addLink(SpanContexts.of(other));
    }
    return this;
  }

  @Override
  public TraceStep failed(String why) {
    span.setStatus(StatusCode.ERROR, why);
    return this;
  }

  @Override
  public void end() {
    span.end();
  }
}
