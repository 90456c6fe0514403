package renewals.kit.http;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

/** Counts what a server did not let come to a handler, or not to its end. */
final class HttpRefusals {

  /** Why. */
  enum Reason {
    /** {@code Host} names another server. */
    HOST,
    /** It came in the clear from neither this machine nor a named proxy. */
    CLEAR,
    /** The request is no HTTP, or it breaks off. */
    BROKEN,
    /** The request did not come to its end in time. */
    SLOW,
    /** Its address holds too many connections, or over HTTP/2 requests under way. */
    CONNECTIONS,
    /** A connection brings more of what is no request than any client needs to say. */
    FLOOD
  }

  private final Map<Reason, Counter> counters = new EnumMap<>(Reason.class);

  HttpRefusals(MeterRegistry meters) {
    for (Reason reason : Reason.values()) {
      counters.put(
          reason,
          Counter.builder("renewals.http.refused")
              .description("requests and connections that a server refused or cut off")
              .tag("reason", reason.name().toLowerCase(Locale.ROOT))
              .register(meters));
    }
  }

  void count(Reason reason) {
    Counter counter = counters.get(reason);
    if (counter != null) {
      counter.increment();
    }
  }
}
