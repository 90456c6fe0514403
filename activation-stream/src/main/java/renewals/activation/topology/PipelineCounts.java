package renewals.activation.topology;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What the pipeline counts. Each record is counted once where it is judged: applied, duplicate or
 * dead (rule 11). A step that is rolled back and done again counts again: the counts are for
 * watching; the topics are the record.
 */
public final class PipelineCounts {

  private final MeterRegistry meters;
  private final Map<String, Counter> counters = new ConcurrentHashMap<>();

  public PipelineCounts(MeterRegistry meters) {
    this.meters = meters;
  }

  void applied(String topic) {
    judged(topic, "applied");
  }

  void duplicate(String topic) {
    judged(topic, "duplicate");
  }

  void dead(String topic, String reason) {
    judged(topic, "dead");
    count("renewals.dead.letters", "reason", reason);
  }

  /** A fact that had been held, and so was counted as applied, turned out not to belong. */
  void heldRefused(String reason) {
    count("renewals.held.refused", "reason", reason);
  }

  void moved() {
    count("renewals.records.moved", "topic", "all");
  }

  void parked(String topic) {
    count("renewals.records.parked", "topic", topic);
  }

  void fired(String deadline) {
    count("renewals.deadlines.fired", "deadline", deadline);
  }

  void updated(String kind) {
    count("renewals.updates", "kind", kind);
  }

  void activated(String status) {
    count("renewals.activations", "status", status);
  }

  /** A change that the ledger had already: none is expected, since decisions are exactly-once. */
  void bookedAlready(String status) {
    count("renewals.changes.booked.already", "status", status);
  }

  private void judged(String topic, String outcome) {
    counters
        .computeIfAbsent(
            topic + outcome,
            key ->
                Counter.builder("renewals.records")
                    .description("Records judged, by input topic and outcome")
                    .tag("topic", topic)
                    .tag("outcome", outcome)
                    .register(meters))
        .increment();
  }

  private void count(String name, String tag, String value) {
    counters
        .computeIfAbsent(
            name + value, key -> Counter.builder(name).tag(tag, value).register(meters))
        .increment();
  }
}
