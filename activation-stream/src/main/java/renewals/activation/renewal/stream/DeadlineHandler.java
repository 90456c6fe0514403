package renewals.activation.renewal.stream;

import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import renewals.activation.estimate.stream.ProcessingTimeRecorder;
import renewals.activation.renewal.model.Case;
import renewals.activation.renewal.rules.DeadlineRules;
import renewals.activation.renewal.rules.DueDeadline;
import renewals.activation.renewal.rules.ExpectedTimes;

/** Has the rules decide the result of a deadline that fell due, and carries it out (rule 8). */
final class DeadlineHandler {

  private final RenewalParts parts;
  private final RenewalState state;
  private final ProcessingTimeRecorder times;
  private final StepOutputs outputs;
  private final StepTraces traces;

  DeadlineHandler(
      RenewalParts parts,
      RenewalState state,
      ProcessingTimeRecorder times,
      StepOutputs outputs,
      StepTraces traces) {
    this.parts = parts;
    this.state = state;
    this.times = times;
    this.outputs = outputs;
    this.traces = traces;
  }

  /** The result of a deadline, with nothing written or published yet. */
  record Fired(DueDeadline due, @Nullable Case after, List<StepOutputs.Ready> updates) {}

  /**
   * Fires the first deadline of a case, if it is due. Where a rule throws, nothing was written.
   *
   * @param by what falls due later does not fire
   * @param now the wall clock
   * @return when to look at the case again, empty if never
   */
  OptionalLong fireOne(String renewalId, Instant by, Instant now) {
    Case stored = state.find(renewalId);
    if (stored == null) {
      return OptionalLong.empty();
    }
    Fired fired;
    OptionalLong next;
    try {
      fired = decide(stored, state.deadlineOf(stored), by, now);
      next = state.next(fired == null ? stored : fired.after());
    } catch (RuntimeException e) {
      Instant again = parts.timers().failed(RenewalParts.DEADLINE, renewalId, now, e);
      return OptionalLong.of(again.toEpochMilli());
    }
    if (fired != null) {
      boolean tells = !fired.updates().isEmpty();
      traces.timer(StepTraces.DEADLINE, renewalId, state.traceOf(renewalId), tells);
      try {
        traces.deadline(fired.due().deadline().name());
        carryOut(stored, fired);
        state.saveUntimed(stored, fired.after());
      } finally {
        traces.end();
      }
      parts.timers().succeeded(RenewalParts.DEADLINE, renewalId);
    }
    return next;
  }

  /**
   * The result of the first deadline of a case, if it is due by then; null if none is.
   *
   * @param due the case's next deadline, null if none is running
   * @param by what falls due later does not fire
   * @param now the wall clock
   */
  @Nullable Fired decide(
      @Nullable Case before, @Nullable DueDeadline due, Instant by, Instant now) {
    if (before == null || due == null || due.at().isAfter(by)) {
      return null;
    }
    DeadlineRules.Fired fired = DeadlineRules.fire(before, due.deadline(), now);
    ExpectedTimes told = parts.estimating().foretell(fired.after(), fired.updates(), now);
    Fired all = new Fired(due, told.after(), outputs.ready(told.updates()));
    times.recordTransition(before, told.after(), now);
    return all;
  }

  /** Publishes its result; the case from then on is not saved. */
  void carryOut(@Nullable Case before, Fired fired) {
    parts.counts().fired(fired.due().deadline().name());
    outputs.emitUpdates(fired.updates());
    if (fired.after() == null && before instanceof Case.Orphan orphan) {
      state.forgetHeld(orphan.renewalId(), orphan.held());
    }
  }
}
