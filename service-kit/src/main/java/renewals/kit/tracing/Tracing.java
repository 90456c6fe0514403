package renewals.kit.tracing;

import org.jspecify.annotations.Nullable;
import renewals.schemas.trace.TraceContext;

/** Begins the spans of a service. Thread-safe; slow or failing collectors never hold it up. */
public interface Tracing extends AutoCloseable {

  /** Traces nothing, and costs nothing. */
  Tracing OFF =
      new Tracing() {
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
      };

  /** What a span is to the others of its trace. */
  enum Kind {
    /** It answers somebody's request. */
    SERVER,
    /** It works on a record. */
    CONSUMER,
    /** It asks somebody outside. */
    CLIENT,
    /** Nothing came from outside. */
    INTERNAL
  }

  /** Whether anything is traced. Where not, whoever asks makes nothing that only traces need. */
  boolean isOn();

  /**
   * Begins a span.
   *
   * @param name of few that there are: ids are attributes
   * @param parent the span that it belongs to; null begins a trace
   * @param link what it goes back to, though not as a part of that trace; null for nothing. A trace
   *     that begins with a link is recorded if what it is linked to was
   */
  TraceStep begin(
      Kind kind, String name, @Nullable TraceContext parent, @Nullable TraceContext link);

  /** Gives out what has ended, for as long as a few seconds. */
  @Override
  void close();
}
