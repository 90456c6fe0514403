package renewals.activation.card.stream;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.List;
import renewals.activation.cardreport.model.CardNews;
import renewals.activation.record.LabelledCounters;

/** What cards came to. */
public final class CardCounts {

  private static final List<String> STATUSES = List.of("ACTIVATED", "REVERSED");

  private static final Duration[] LATENCY_BUCKETS = {
    Duration.ofMillis(50),
    Duration.ofMillis(100),
    Duration.ofMillis(250),
    Duration.ofMillis(500),
    Duration.ofSeconds(1),
    Duration.ofMillis(2500),
    Duration.ofSeconds(5),
    Duration.ofSeconds(10),
    Duration.ofSeconds(30),
    Duration.ofMinutes(1),
    Duration.ofMinutes(5),
    Duration.ofHours(1)
  };

  private final LabelledCounters counters;
  private final Timer activationLatency;

  /** Counts in a registry, from 0. */
  public CardCounts(MeterRegistry meters) {
    this.counters = new LabelledCounters(meters);
    this.activationLatency =
        Timer.builder("renewals.activation.latency")
            .description("From the append of the last fact needed to giving out the activation")
            .serviceLevelObjectives(LATENCY_BUCKETS)
            .register(meters);
    STATUSES.forEach(this::activations);
    STATUSES.forEach(this::bookedAlreadyAs);
    reminders();
    for (CardNews.Kind kind : CardNews.Kind.values()) {
      updates(kind.name());
    }
  }

  /** An activation or reversal. */
  void published(String status) {
    activations(status).increment();
  }

  /**
   * How long a merchant waited for us alone.
   *
   * @param latency from the append time of the last fact that was needed; what clocks that differ
   *     make negative counts as nothing
   */
  void activatedWithin(Duration latency) {
    activationLatency.record(latency.isNegative() ? Duration.ZERO : latency);
  }

  /** A change that the ledger had already: none is expected, since decisions are exactly-once. */
  void bookedAlready(String status) {
    bookedAlreadyAs(status).increment();
  }

  void reminded() {
    reminders().increment();
  }

  /** What a carrier's report gave to tell. */
  void told(CardNews.Kind kind) {
    updates(kind.name()).increment();
  }

  private Counter activations(String status) {
    return counters.counter(
        "renewals.activations", "Activations given out, by status", "status", status);
  }

  private Counter bookedAlreadyAs(String status) {
    return counters.counter(
        "renewals.changes.booked.already",
        "Changes that the ledger had already, by status; stays 0",
        "status",
        status);
  }

  private Counter reminders() {
    return updates("EXPIRY_REMINDER");
  }

  /** Kinds of update that come of no case. */
  private Counter updates(String kind) {
    return counters.counter("renewals.updates", "Updates given out, by kind", "kind", kind);
  }
}
