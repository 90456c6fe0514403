package renewals.activation.renewal.stream;

import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;
import renewals.activation.renewal.codec.HeldFactFormat.Held;
import renewals.activation.renewal.model.Case;
import renewals.activation.renewal.rules.DeadlineRules;
import renewals.activation.renewal.rules.DueDeadline;
import renewals.schemas.trace.TraceContext;
import renewals.streams.timer.TimerStore;

/** Everything that one partition keeps of its renewals, so that all of it changes together. */
final class RenewalState {

  private static final long NEVER = Long.MAX_VALUE;

  private final RenewalParts parts;
  private final Cases cases;
  private final HeldFacts heldFacts;
  private final TimerStore deadlines;
  private final PartitionStateCounts stateCounts;
  private final StepTraces traces;

  /** The state of a task. */
  RenewalState(RenewalParts parts, ProcessorContext<?, ?> context, StepTraces traces) {
    this.parts = parts;
    this.traces = traces;
    KeyValueStore<String, byte[]> ofCases = context.getStateStore(RenewalStores.CASES);
    KeyValueStore<byte[], byte[]> index = context.getStateStore(RenewalStores.DEADLINES);
    this.cases = new Cases(ofCases);
    this.heldFacts = new HeldFacts(ofCases, context.getStateStore(RenewalStores.HELD));
    this.deadlines = new TimerStore(index);
    this.stateCounts =
        new PartitionStateCounts(
            index,
            context.getStateStore(RenewalStores.TALLY),
            parts.board(),
            context.taskId().partition());
  }

  TimerStore deadlines() {
    return deadlines;
  }

  PartitionStateCounts stateCounts() {
    return stateCounts;
  }

  @Nullable Case find(String renewalId) {
    return cases.find(renewalId);
  }

  /** The trace that is kept with a case; null for none, or where nothing is traced. */
  @Nullable TraceContext traceOf(String renewalId) {
    return traces.isOn() ? cases.traceOf(renewalId) : null;
  }

  /** The facts that a case holds, in order of arrival. */
  List<Held> heldBy(@Nullable Case found) {
    return found instanceof Case.Orphan orphan
        ? heldFacts.of(orphan.renewalId(), orphan.held())
        : List.of();
  }

  void hold(Case.Orphan orphan, Held fact) {
    heldFacts.add(orphan.renewalId(), orphan.held() - 1, fact);
  }

  /**
   * Holds a fact instead of another.
   *
   * @param held those so far
   * @param displaced the place of the other
   */
  void holdInstead(String renewalId, List<Held> held, int displaced, Held fact) {
    heldFacts.replace(renewalId, held, displaced, fact);
  }

  void forgetHeld(String renewalId, int count) {
    heldFacts.clear(renewalId, count);
  }

  /** Writes what changed, where something did, and sees to it that a timer looks at it in time. */
  @SuppressWarnings("ReferenceEquality") // the rules give back the same case if nothing changed
  void save(Case stored, @Nullable Case after, Instant now) {
    if (after != stored) {
      save(stored, OptionalLong.of(nextAt(stored, now)), after, now);
    }
  }

  /**
   * The same, where it is known already what was next.
   *
   * @param wasDue when the stored case's next deadline falls due; empty if none is running
   */
  @SuppressWarnings("ReferenceEquality") // the rules give back the same case if nothing changed
  void save(@Nullable Case stored, OptionalLong wasDue, @Nullable Case after, Instant now) {
    if (after == stored) {
      return;
    }
    saveUntimed(stored, after);
    if (after == null) {
      return;
    }
    long is = nextAt(after, now);
    if (is < wasDue.orElse(NEVER)) {
      deadlines.schedule(is, after.renewalId());
    }
  }

  /** Writes what changed; whoever fires a timer schedules the next. */
  void saveUntimed(@Nullable Case stored, @Nullable Case after) {
    stateCounts.moved(stored, after);
    if (after != null) {
      cases.save(after, traces.kept());
    } else if (stored != null) {
      cases.forget(stored.renewalId());
    }
  }

  /** Where a rule throws, when to look again; what it threw at is kept already. */
  private long nextAt(Case from, Instant now) {
    try {
      return next(from).orElse(NEVER);
    } catch (RuntimeException e) {
      return parts.timers().failed(RenewalParts.DEADLINE, from.renewalId(), now, e).toEpochMilli();
    }
  }

  /** When a case's next deadline falls due. */
  OptionalLong next(@Nullable Case from) {
    return at(deadlineOf(from));
  }

  /** A case's next deadline, null if none is running. */
  @Nullable DueDeadline deadlineOf(@Nullable Case from) {
    return from == null ? null : DeadlineRules.next(from, parts.policy());
  }

  /** When a deadline falls due. */
  static OptionalLong at(@Nullable DueDeadline deadline) {
    return deadline == null ? OptionalLong.empty() : OptionalLong.of(deadline.at().toEpochMilli());
  }
}
