package renewals.activation.renewal.stream;

import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.LongSupplier;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;
import renewals.activation.estimate.stream.ProcessingTimeRecorder;
import renewals.activation.renewal.codec.HeldFactFormat.Held;
import renewals.activation.renewal.model.Case;
import renewals.activation.renewal.model.Fact;
import renewals.activation.renewal.model.RecordOutcome;
import renewals.activation.renewal.rules.CaseRules;
import renewals.activation.renewal.rules.Decision;
import renewals.activation.renewal.rules.DueDeadline;
import renewals.activation.renewal.rules.ExpectedTimes;
import renewals.streams.record.DeadLetter.Cause;
import renewals.streams.record.SourceRecord;
import renewals.streams.state.StateFormatException;

/** Loads a case, has the rules decide, saves what they decided and publishes the updates. */
final class RenewalHandler {

  private final RenewalParts parts;
  private final RenewalState state;
  private final DeadlineHandler deadlines;
  private final ProcessingTimeRecorder times;
  private final StepOutputs outputs;
  private final StepTraces traces;
  private final LongSupplier wallClock;

  RenewalHandler(
      RenewalParts parts,
      RenewalState state,
      DeadlineHandler deadlines,
      ProcessingTimeRecorder times,
      StepOutputs outputs,
      StepTraces traces,
      LongSupplier wallClock) {
    this.parts = parts;
    this.state = state;
    this.deadlines = deadlines;
    this.times = times;
    this.outputs = outputs;
    this.traces = traces;
    this.wallClock = wallClock;
  }

  /**
   * Applies a valid fact to its case.
   *
   * @param watermark until when everything was read, in epoch milliseconds
   * @return false where a deadline comes before the fact and may not fire yet: the fact has to wait
   */
  boolean handle(Fact fact, SourceRecord original, LongSupplier watermark) {
    if (!traces.isOn()) {
      return apply(fact, original, watermark);
    }
    traces.fact(original, fact.renewalId(), state.traceOf(fact.renewalId()));
    boolean applied = false;
    try {
      applied = apply(fact, original, watermark);
    } finally {
      if (applied) {
        traces.end();
      } else {
        traces.forget();
      }
    }
    return applied;
  }

  private boolean apply(Fact fact, SourceRecord original, LongSupplier watermark) {
    Case stored = state.find(fact.renewalId());
    Instant at = Instant.ofEpochMilli(original.appendedAt());
    Instant now = Instant.ofEpochMilli(wallClock.getAsLong());
    Case before = stored;
    OptionalLong due = OptionalLong.empty();
    Judged judged;
    try {
      DueDeadline next = state.deadlineOf(stored);
      due = RenewalState.at(next);
      if (isBehindUnreadDeadline(due, original.appendedAt(), watermark)) {
        return false;
      }
      // a deadline due at the instant of a fact, or before, fires before the fact (rule 8)
      DeadlineHandler.Fired fired = deadlines.decide(before, next, at, now);
      while (fired != null) {
        deadlines.carryOut(before, fired);
        before = fired.after();
        fired = deadlines.decide(before, state.deadlineOf(before), at, now);
      }
      judged = judge(before, fact, at, now);
    } catch (StateFormatException e) {
      throw e; // no rule's fault: every fact would fail at it
    } catch (RuntimeException e) {
      traces.failed(e);
      outputs.sendToDeadLetters(original, Cause.ofFailure(e));
      state.save(stored, due, before, now);
      return true;
    }
    carryOut(fact, judged, original);
    state.save(stored, due, judged.after(), now);
    return true;
  }

  /** The result of a fact, with nothing written or published yet. */
  private record Judged(
      Decision decision,
      @Nullable Case after,
      List<StepOutputs.Ready> updates,
      @Nullable Record<byte[], byte[]> change,
      List<Held> held) {}

  private Judged judge(@Nullable Case before, Fact fact, Instant at, Instant now) {
    List<Held> held = state.heldBy(before);
    Decision decision = CaseRules.handle(before, fact, factsOf(held), at);
    ExpectedTimes told = parts.estimating().foretell(decision.after(), decision.updates(), now);
    Judged judged =
        new Judged(
            decision,
            told.after(),
            outputs.ready(told.updates()),
            decision.change() == null ? null : outputs.ready(decision.change()),
            held);
    times.recordTransition(before, told.after(), at);
    return judged;
  }

  private static List<Fact> factsOf(List<Held> held) {
    return held.isEmpty() ? List.of() : held.stream().map(Held::fact).toList();
  }

  /** What was appended before the deadline fell due may still come, and goes before it (rule 8). */
  private static boolean isBehindUnreadDeadline(
      OptionalLong due, long factAt, LongSupplier watermark) {
    return due.isPresent() && due.getAsLong() <= factAt && watermark.getAsLong() < factAt;
  }

  private void hold(Case.Orphan orphan, Held fact, Judged judged) {
    List<Decision.RefusedHeld> displaced = judged.decision().refusedHeld();
    if (displaced.isEmpty()) {
      state.hold(orphan, fact);
    } else {
      int place = displaced.getFirst().index();
      state.holdInstead(orphan.renewalId(), judged.held(), place, fact);
    }
  }

  private void carryOut(Fact fact, Judged judged, SourceRecord original) {
    Decision decision = judged.decision();
    List<Held> held = judged.held();
    switch (decision.verdict()) {
      case RecordOutcome.Applied applied -> {
        parts.records().applied(original.topic());
        traces.applied(fact instanceof Fact.Requested);
        if (decision.after() instanceof Case.Orphan orphan) {
          hold(orphan, new Held(fact, original), judged);
        } else {
          state.forgetHeld(decision.after().renewalId(), held.size());
        }
      }
      case RecordOutcome.Duplicate duplicate -> {
        parts.records().duplicate(original.topic());
        traces.outcome("duplicate");
      }
      case RecordOutcome.Refused refused -> {
        outputs.sendToDeadLetters(original, refused.refusal());
        traces.outcome(refused.refusal().reason().name());
      }
    }
    for (Decision.RefusedHeld refused : decision.refusedHeld()) {
      outputs.sendHeldToDeadLetters(held.get(refused.index()).original(), refused.refusal());
    }
    outputs.emitUpdates(judged.updates());
    if (judged.change() != null) {
      outputs.emitChange(judged.change());
    }
  }
}
