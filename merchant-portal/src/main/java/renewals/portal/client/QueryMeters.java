package renewals.portal.client;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** How long questions to activation-stream took, by what came of them. */
final class QueryMeters {

  private final Map<Outcome, Timer> timers;

  /** What came of a question. */
  enum Outcome {
    ANSWERED,
    UNKNOWN,
    MOVING,
    AWAY
  }

  QueryMeters(MeterRegistry registry) {
    timers =
        Arrays.stream(Outcome.values())
            .collect(
                Collectors.toUnmodifiableMap(
                    outcome -> outcome,
                    outcome ->
                        Timer.builder("renewals.portal.queries")
                            .description("Questions to activation-stream, by what came of them")
                            .tag("outcome", outcome.name().toLowerCase(Locale.ROOT))
                            .register(registry)));
  }

  void count(Outcome outcome, long nanos) {
    Objects.requireNonNull(timers.get(outcome)).record(nanos, TimeUnit.NANOSECONDS);
  }
}
