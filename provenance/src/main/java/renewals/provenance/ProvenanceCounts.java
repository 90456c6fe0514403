package renewals.provenance;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/** What was found of those who said records. Names and labels stand in docs/metrics.md. */
final class ProvenanceCounts {

  private final Map<Outcome, Counter> counters = new EnumMap<>(Outcome.class);

  /** What was found. */
  enum Outcome {
    PROVEN,
    UNPROVEN,
    FOREIGN_CLAIM
  }

  ProvenanceCounts(MeterRegistry meters) {
    for (Outcome outcome : Outcome.values()) {
      counters.put(
          outcome,
          Counter.builder("renewals.provenance.records")
              .description("Records whose provenance was judged, by what was found")
              .tag("outcome", outcome.name().toLowerCase(Locale.ROOT))
              .register(meters));
    }
  }

  void count(Outcome outcome) {
    Objects.requireNonNull(counters.get(outcome)).increment();
  }
}
