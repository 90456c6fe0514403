package renewals.kit.tracing;

import org.jspecify.annotations.Nullable;
import renewals.schemas.trace.TraceContext;

/** What is there where tracing is off. */
final class NoTracing implements Tracing {

  @Override
  public boolean isOn() {
    return false;
  }

  @Override
  public TraceStep begin(
      Kind kind, String name, @Nullable TraceContext parent, @Nullable TraceContext link) {
    return TraceStep.NONE;
  }

  @Override
  public void close() {
    // nothing was opened
  }
}
