package renewals.activation.renewal.stream;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import renewals.activation.record.LabelledCounters;
import renewals.activation.record.RecordCounts;
import renewals.activation.renewal.model.CaseUpdateKind;
import renewals.activation.renewal.model.RecordOutcome.Refusal;
import renewals.activation.renewal.rules.Deadline;

/** What renewals came to. */
public final class RenewalCounts {

  private final LabelledCounters counters;
  private final Map<CaseUpdateKind, Counter> updated = new EnumMap<>(CaseUpdateKind.class);

  /** Counts in a registry, from 0. */
  public RenewalCounts(MeterRegistry meters, RecordCounts records) {
    this.counters = new LabelledCounters(meters);
    records.foresee(Arrays.stream(Refusal.Reason.values()).map(Enum::name).toList());
    Arrays.stream(Refusal.Reason.values()).forEach(reason -> heldRefusedFor(reason.name()));
    Arrays.stream(Deadline.values()).forEach(deadline -> firedOf(deadline.name()));
    Arrays.stream(CaseUpdateKind.values())
        .forEach(kind -> updated.put(kind, updatesOf(kind.name())));
  }

  /** A fact that had been held, and so was counted as applied, turned out not to belong. */
  void heldRefused(String reason) {
    heldRefusedFor(reason).increment();
  }

  void fired(String deadline) {
    firedOf(deadline).increment();
  }

  void updated(CaseUpdateKind kind) {
    Objects.requireNonNull(updated.get(kind), "a kind").increment();
  }

  private Counter heldRefusedFor(String reason) {
    return counters.counter(
        "renewals.held.refused",
        "Facts held before their request that did not belong when it came, by reason",
        "reason",
        reason);
  }

  private Counter firedOf(String deadline) {
    return counters.counter(
        "renewals.deadlines.fired", "Deadlines fired, by deadline", "deadline", deadline);
  }

  private Counter updatesOf(String kind) {
    return counters.counter("renewals.updates", "Updates given out, by kind", "kind", kind);
  }
}
