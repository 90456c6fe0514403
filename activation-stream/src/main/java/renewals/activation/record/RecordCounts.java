package renewals.activation.record;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import renewals.schemas.Topic;
import renewals.schemas.Topics;

/**
 * What became of records. Each is counted once where it is judged: applied, duplicate or dead (rule
 * 11).
 */
public final class RecordCounts {

  private static final String RECORDS = "renewals.records";
  private static final String DEAD_LETTERS = "renewals.dead.letters";
  private static final String MOVED = "renewals.records.moved";
  private static final String PARKED = "renewals.records.parked";

  private static final String APPLIED = "applied";

  /** The topics whose records are judged. */
  public static final List<Topic> INPUTS =
      List.of(
          Topics.RENEWAL_REQUESTS,
          Topics.RENEWAL_PAYMENTS,
          Topics.CARRIER_REVIEWS,
          Topics.CARRIER_STATUS,
          Topics.CARD_USAGE,
          Topics.CARD_STATUS,
          Topics.ANNOUNCEMENTS);

  private static final List<String> OUTCOMES = List.of(APPLIED, "duplicate", "dead");

  /** The reasons for which any record may be given up; what its rules know come to them. */
  public static final List<String> REASONS =
      List.of(
          "UNREADABLE",
          "UNKNOWN_SCHEMA",
          "UNKNOWN_SYMBOL",
          "KEY_MISMATCH",
          "INVALID",
          "PROCESSING_FAILED",
          "UNPROVEN",
          "FOREIGN_CLAIM",
          "CONFLICTING_DUPLICATE");

  private final LabelledCounters counters;
  private final Map<String, Counter> applied = new HashMap<>();

  /** What was counted last: mostly the next is of the same topic. */
  private Applied latest = new Applied("", null);

  /** A topic and what counts its records. Readers on any thread see it whole. */
  private record Applied(String topic, @Nullable Counter counter) {}

  /** Counts in a registry, from 0. */
  public RecordCounts(MeterRegistry meters) {
    this.counters = new LabelledCounters(meters);
    for (Topic input : INPUTS) {
      OUTCOMES.forEach(outcome -> records(input.name(), outcome));
      applied.put(input.name(), records(input.name(), APPLIED));
      parkedOf(input.name());
    }
    foresee(REASONS);
    countMoved();
  }

  /** Reasons for which records may be given up begin at 0. */
  public void foresee(List<String> reasons) {
    reasons.forEach(this::deadFor);
  }

  public void applied(String topic) {
    Applied counted = latest;
    Counter counter = counted.counter();
    if (counter == null || !counted.topic().equals(topic)) {
      Counter known = applied.get(topic);
      counter = known == null ? records(topic, APPLIED) : known;
      latest = new Applied(topic, counter);
    }
    counter.increment();
  }

  public void duplicate(String topic) {
    records(topic, "duplicate").increment();
  }

  public void moved() {
    countMoved().increment();
  }

  public void parked(String topic) {
    parkedOf(topic).increment();
  }

  void dead(String topic, String reason) {
    records(topic, "dead").increment();
    deadFor(reason).increment();
  }

  /** A record of a topic of our own, which no input counts. */
  void deadOnItsWay(String reason) {
    deadFor(reason).increment();
  }

  private Counter countMoved() {
    return counters.counter(MOVED, "Records found in the wrong partition and sent on");
  }

  private Counter parkedOf(String topic) {
    return counters.counter(
        PARKED,
        "Records that wait for the registry, a key or a deadline before them, by topic",
        "topic",
        topic);
  }

  private Counter deadFor(String reason) {
    return counters.counter(DEAD_LETTERS, "Dead letters, by reason", "reason", reason);
  }

  private Counter records(String topic, String outcome) {
    return counters.counter(
        RECORDS, "Records judged, by input topic and outcome", "topic", topic, "outcome", outcome);
  }
}
