package renewals.activation.topology;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import renewals.activation.domain.Deadline;
import renewals.activation.domain.RecordOutcome;
import renewals.activation.domain.UpdateKind;
import renewals.schemas.Topic;
import renewals.schemas.Topics;

/**
 * What the pipeline counts. Each record is counted once where it is judged: applied, duplicate or
 * dead (rule 11). A step that is rolled back and done again counts again: the counts are for
 * watching; the topics are the record.
 *
 * <p>What can be foreseen begins at 0, since the first step from nothing is a rise that nobody who
 * watches would see. Names and labels stand in docs/metrics.md.
 */
public final class PipelineCounts {

  /** The one kind of update that no case gives out. */
  static final String EXPIRY_REMINDER = "EXPIRY_REMINDER";

  private static final String RECORDS = "renewals.records";
  private static final String DEAD_LETTERS = "renewals.dead.letters";
  private static final String HELD_REFUSED = "renewals.held.refused";
  private static final String MOVED = "renewals.records.moved";
  private static final String PARKED = "renewals.records.parked";
  private static final String FIRED = "renewals.deadlines.fired";
  private static final String UPDATES = "renewals.updates";
  private static final String ACTIVATIONS = "renewals.activations";
  private static final String BOOKED_ALREADY = "renewals.changes.booked.already";

  private static final Map<String, String> HELP =
      Map.of(
          DEAD_LETTERS,
          "Dead letters, by reason",
          HELD_REFUSED,
          "Facts held before their request that did not belong when it came, by reason",
          MOVED,
          "Records found in the wrong partition and sent on",
          PARKED,
          "Records that wait for the registry or for a deadline before them, by topic",
          FIRED,
          "Deadlines fired, by deadline",
          UPDATES,
          "Updates given out, by kind",
          ACTIVATIONS,
          "Activations given out, by status",
          BOOKED_ALREADY,
          "Changes that the ledger had already, by status; stays 0");

  private static final List<Topic> INPUTS =
      List.of(
          Topics.RENEWAL_REQUESTS,
          Topics.RENEWAL_PAYMENTS,
          Topics.CARRIER_REVIEWS,
          Topics.CARRIER_STATUS);
  private static final List<String> OUTCOMES = List.of("applied", "duplicate", "dead");
  private static final List<String> UNREADABLE_REASONS =
      List.of(
          "UNREADABLE",
          "UNKNOWN_SCHEMA",
          "UNKNOWN_SYMBOL",
          "KEY_MISMATCH",
          "INVALID",
          "PROCESSING_FAILED");
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

  private record Label(String name, String value) {}

  private final MeterRegistry meters;
  private final Map<Label, Counter> counters = new ConcurrentHashMap<>();
  private final Timer activationLatency;

  public PipelineCounts(MeterRegistry meters) {
    this.meters = meters;
    this.activationLatency =
        Timer.builder("renewals.activation.latency")
            .description("From the append of the last fact needed to giving out the activation")
            .serviceLevelObjectives(LATENCY_BUCKETS)
            .register(meters);
    beginAtZero();
  }

  private void beginAtZero() {
    for (Topic input : INPUTS) {
      OUTCOMES.forEach(outcome -> records(input.name(), outcome));
      counter(PARKED, "topic", input.name());
    }
    UNREADABLE_REASONS.forEach(reason -> counter(DEAD_LETTERS, "reason", reason));
    for (RecordOutcome.Refusal.Reason reason : RecordOutcome.Refusal.Reason.values()) {
      counter(DEAD_LETTERS, "reason", reason.name());
      counter(HELD_REFUSED, "reason", reason.name());
    }
    for (Deadline deadline : Deadline.values()) {
      counter(FIRED, "deadline", deadline.name());
    }
    for (UpdateKind kind : UpdateKind.values()) {
      counter(UPDATES, "kind", kind.name());
    }
    counter(UPDATES, "kind", EXPIRY_REMINDER);
    for (String status : STATUSES) {
      counter(ACTIVATIONS, "status", status);
      counter(BOOKED_ALREADY, "status", status);
    }
    countMoved();
  }

  private Counter countMoved() {
    return counters.computeIfAbsent(
        new Label(MOVED, ""),
        label -> Counter.builder(MOVED).description(HELP.get(MOVED)).register(meters));
  }

  void applied(String topic) {
    records(topic, "applied").increment();
  }

  void duplicate(String topic) {
    records(topic, "duplicate").increment();
  }

  void dead(String topic, String reason) {
    records(topic, "dead").increment();
    counter(DEAD_LETTERS, "reason", reason).increment();
  }

  /** A record of a topic of our own, which no input counts. */
  void deadOnItsWay(String reason) {
    counter(DEAD_LETTERS, "reason", reason).increment();
  }

  /** A fact that had been held, and so was counted as applied, turned out not to belong. */
  void heldRefused(String reason) {
    counter(HELD_REFUSED, "reason", reason).increment();
  }

  void moved() {
    countMoved().increment();
  }

  void parked(String topic) {
    counter(PARKED, "topic", topic).increment();
  }

  void fired(String deadline) {
    counter(FIRED, "deadline", deadline).increment();
  }

  void updated(String kind) {
    counter(UPDATES, "kind", kind).increment();
  }

  void given(String status) {
    counter(ACTIVATIONS, "status", status).increment();
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
    counter(BOOKED_ALREADY, "status", status).increment();
  }

  private Counter records(String topic, String outcome) {
    return counters.computeIfAbsent(
        new Label(topic, outcome),
        label ->
            Counter.builder(RECORDS)
                .description("Records judged, by input topic and outcome")
                .tag("topic", topic)
                .tag("outcome", outcome)
                .register(meters));
  }

  private Counter counter(String name, String tag, String value) {
    return counters.computeIfAbsent(
        new Label(name, value),
        label ->
            Counter.builder(name).description(HELP.get(name)).tag(tag, value).register(meters));
  }
}
