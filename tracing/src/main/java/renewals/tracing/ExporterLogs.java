package renewals.tracing;

import java.util.logging.Level;
import java.util.logging.Logger;

/** What OpenTelemetry's own parts would write each time that a collector is away. */
final class ExporterLogs {

  /** Held, as what is said of a logger is forgotten with it. */
  private static final Logger OF_THE_LIBRARY = Logger.getLogger("io.opentelemetry");

  private ExporterLogs() {}

  /** {@link BoundedSpans} says it once. */
  static void silence() {
    OF_THE_LIBRARY.setLevel(Level.OFF);
  }
}
