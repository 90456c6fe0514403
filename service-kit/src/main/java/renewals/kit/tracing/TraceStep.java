package renewals.kit.tracing;

import org.jspecify.annotations.Nullable;
import renewals.schemas.trace.TraceContext;

/** A span under way. One that never ends is never written down. For one thread at a time. */
public interface TraceStep {

  /** That of who traces nothing. */
  TraceStep NONE =
      new TraceStep() {
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
      };

  /** What records that come of it bear; null where nothing is traced. */
  @Nullable TraceContext context();

  /** Says something of it; no secret, no address, no card's number. */
  TraceStep with(String attribute, @Nullable String value);

  /** The same in numbers. */
  TraceStep with(String attribute, long value);

  /** What it goes back to, once that is known; null for nothing. */
  TraceStep linkedTo(@Nullable TraceContext other);

  /** It ends as a failure. */
  TraceStep failed(String why);

  /** It is over. */
  void end();
}
