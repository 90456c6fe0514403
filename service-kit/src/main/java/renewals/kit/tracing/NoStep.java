package renewals.kit.tracing;

import org.jspecify.annotations.Nullable;
import renewals.schemas.trace.TraceContext;

/** A span of nobody's. */
final class NoStep implements TraceStep {

  @Override
  public @Nullable TraceContext context() {
    return null;
  }

  @Override
  public TraceStep with(String attribute, @Nullable String value) {
    return this;
  }

  @Override
  public TraceStep with(String attribute, long value) {
    return this;
  }

  @Override
  public TraceStep linkedTo(@Nullable TraceContext other) {
    return this;
  }

  @Override
  public TraceStep failed(String why) {
    return this;
  }

  @Override
  public void end() {
    // there was none
  }
}
