package renewals.provenance;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import renewals.streams.record.SourceRecord;

/** What was found of those who said records. Names and labels stand in docs/metrics.md. */
final class ProvenanceCounts {

  private static final Logger LOG = LoggerFactory.getLogger(ProvenanceCounts.class);
  private static final Duration BETWEEN_LINES = Duration.ofMinutes(1);

  private final Clock clock;
  private volatile Instant nextLine = Instant.MIN;
  private final Map<Outcome, Counter> counters = new EnumMap<>(Outcome.class);

  /** What was found. */
  enum Outcome {
    PROVEN,
    UNPROVEN,
    FOREIGN_CLAIM
  }

  ProvenanceCounts(MeterRegistry meters, Clock clock) {
    this.clock = clock;
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

  /**
   * Says what would have become of a record; one line a minute, as a client that doesn't sign yet
   * sends thousands.
   */
  void tell(SourceRecord record, Outcome outcome, String text) {
    Instant now = clock.instant();
    if (!now.isBefore(nextLine)) {
      nextLine = now.plus(BETWEEN_LINES);
      LOG.warn("{} would be {}: {}", record, outcome, text);
    }
  }
}
