package renewals.producer.http;

import io.javalin.http.Context;
import java.util.Set;
import org.apache.avro.specific.SpecificRecord;
import renewals.kit.tracing.TraceAttributes;
import renewals.kit.tracing.TraceStep;
import renewals.kit.tracing.Tracing;
import renewals.producer.intake.Reading;
import renewals.schemas.json.EventType;
import renewals.schemas.trace.TraceContext;
import renewals.schemas.trace.TraceHeaders;

/**
 * The spans of requests, in the trace that a request names. A request that isn't let in has none: a
 * stranger's words begin no trace.
 *
 * <p>Source: OpenTelemetry's semantic conventions for HTTP.
 */
record RequestSpans(Tracing tracing) {

  private static final int SERVER_ERROR = 500;

  /** Their key is the renewalId. */
  private static final Set<EventType> OF_RENEWALS =
      Set.of(EventType.RENEWAL_REQUESTED, EventType.PAYMENT, EventType.CARRIER_REVIEW);

  /** Begins the span of a request. */
  TraceStep begin(Context context, String route) {
    if (!tracing.isOn()) {
      return TraceStep.NONE;
    }
    TraceContext parent = TraceContext.parse(context.req().getHeader(TraceHeaders.TRACEPARENT));
    return tracing
        .begin(Tracing.Kind.SERVER, "POST " + route, parent, null)
        .with("http.request.method", "POST")
        .with("http.route", route)
        .with("url.scheme", context.scheme())
        .with("url.path", context.path());
  }

  /** Says of which renewal it is. */
  static void name(TraceStep step, Reading reading) {
    if (step.context() != null && reading instanceof Reading.Event read) {
      name(step, read.type(), read.event());
    }
  }

  static void name(TraceStep step, EventType type, SpecificRecord event) {
    if (OF_RENEWALS.contains(type)) {
      step.with(TraceAttributes.RENEWAL_ID, type.key(event));
    }
  }

  /** It was answered. */
  static void end(TraceStep step, int status) {
    step.with("http.response.status_code", status);
    if (status >= SERVER_ERROR) {
      step.failed("");
    }
    step.end();
  }
}
