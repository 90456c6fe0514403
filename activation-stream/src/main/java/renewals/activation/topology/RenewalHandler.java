package renewals.activation.topology;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;
import renewals.activation.codec.HeldFactFormat.Held;
import renewals.activation.domain.CarrierNotices;
import renewals.activation.domain.CarrierProfile;
import renewals.activation.domain.Case;
import renewals.activation.domain.CaseRules;
import renewals.activation.domain.DeadlineRules;
import renewals.activation.domain.Decision;
import renewals.activation.domain.DueDeadline;
import renewals.activation.domain.ExpectedTimes;
import renewals.activation.domain.ExpectedUsable;
import renewals.activation.domain.Fact;
import renewals.activation.domain.RecordOutcome;
import renewals.activation.domain.Update;
import renewals.streams.record.DeadLetter.Cause;
import renewals.streams.record.DeadLetter.Stage;
import renewals.streams.record.SourceRecord;
import renewals.streams.timer.Timer;
import renewals.streams.timer.TimerStore;

/** Loads a case, has the rules decide, keeps what they decided and gives out what they say. */
final class RenewalHandler {

  private final Parts parts;
  private final Cases cases;
  private final HeldFacts heldFacts;
  private final TimerStore index;
  private final PartitionStateCounts stateCounts;
  private final ProcessingTimeRecorder times;
  private final Output output;
  private final Consumer<Record<byte[], Emission>> forward;
  private final LongSupplier wallClock;

  RenewalHandler(
      Parts parts,
      Cases cases,
      HeldFacts heldFacts,
      TimerStore index,
      PartitionStateCounts stateCounts,
      ProcessingTimeRecorder times,
      Output output,
      Consumer<Record<byte[], Emission>> forward,
      LongSupplier wallClock) {
    this.parts = parts;
    this.cases = cases;
    this.heldFacts = heldFacts;
    this.index = index;
    this.stateCounts = stateCounts;
    this.times = times;
    this.output = output;
    this.forward = forward;
    this.wallClock = wallClock;
  }

  /**
   * Takes a valid fact to its case.
   *
   * @param readUpTo until when everything was read, in epoch milliseconds
   * @return false where a deadline comes before the fact and may not fire yet: the fact has to wait
   */
  boolean handle(Fact fact, SourceRecord original, LongSupplier watermark) {
    Case stored = cases.find(fact.renewalId());
    if (stored != null && isBehindUnreadDeadline(stored, original.appendedAt(), watermark)) {
      return false;
    }
    Case before = stored == null ? null : fireDueBefore(stored, original.appendedAt());
    List<Held> held =
        before instanceof Case.Orphan orphan
            ? heldFacts.of(fact.renewalId(), orphan.held())
            : List.of();
    Decision decision;
    try {
      decision =
          CaseRules.handle(
              before, fact, factsOf(held), Instant.ofEpochMilli(original.appendedAt()));
    } catch (RuntimeException e) {
      sendToDeadLetters(original, Cause.ofFailure(e));
      save(stored, before);
      return true;
    }
    Instant now = Instant.ofEpochMilli(wallClock.getAsLong());
    ExpectedTimes told = parts.estimating().foretell(decision.after(), decision.updates(), now);
    times.recordTransition(before, told.after(), Instant.ofEpochMilli(original.appendedAt()));
    apply(fact, decision, told.updates(), original, held);
    save(stored, told.after());
    return true;
  }

  private static List<Fact> factsOf(List<Held> held) {
    return held.isEmpty() ? List.of() : held.stream().map(Held::fact).toList();
  }

  /** What was appended before the deadline fell due may still come, and goes before it (rule 8). */
  private boolean isBehindUnreadDeadline(Case stored, long factAt, LongSupplier watermark) {
    DueDeadline due = DeadlineRules.next(stored, parts.terms());
    return due != null && due.at().toEpochMilli() <= factAt && watermark.getAsLong() < factAt;
  }

  private void apply(
      Fact fact, Decision decision, List<Update> updates, SourceRecord original, List<Held> held) {
    switch (decision.verdict()) {
      case RecordOutcome.Applied applied -> {
        parts.counts().applied(original.topic());
        if (decision.after() instanceof Case.Orphan orphan) {
          heldFacts.add(orphan.renewalId(), orphan.held() - 1, new Held(fact, original));
        } else {
          heldFacts.clear(decision.after().renewalId(), held.size());
        }
      }
      case RecordOutcome.Duplicate duplicate -> parts.counts().duplicate(original.topic());
      case RecordOutcome.Refused refused -> sendToDeadLetters(original, causeOf(refused.refusal()));
    }
    for (Decision.RefusedHeld refused : decision.refusedHeld()) {
      SourceRecord heldOriginal = held.get(refused.index()).original();
      parts.counts().heldRefused(refused.refusal().reason().name());
      forward.accept(
          DeadLetters.of(
              heldOriginal, causeOf(refused.refusal()), parts.topics(), wallClock.getAsLong()));
    }
    updates.forEach(this::emitUpdate);
    if (decision.change() != null) {
      forward.accept(output.of(decision.change()));
    }
  }

  /** Sends a record to the dead letters, and counts it so. */
  void sendToDeadLetters(SourceRecord original, Cause cause) {
    parts.counts().dead(original.topic(), cause.reason());
    forward.accept(DeadLetters.of(original, cause, parts.topics(), wallClock.getAsLong()));
  }

  private static Cause causeOf(RecordOutcome.Refusal refusal) {
    return new Cause(refusal.reason().name(), refusal.text(), Stage.DECIDE);
  }

  /** A deadline due at the instant of a fact, or before, fires before the fact (rule 8). */
  private @Nullable Case fireDueBefore(Case stored, long factAt) {
    Instant until = Instant.ofEpochMilli(factAt);
    Case now = stored;
    while (now != null) {
      DueDeadline due = DeadlineRules.next(now, parts.terms());
      if (due == null || due.at().isAfter(until)) {
        break;
      }
      now = fire(now, due, Instant.ofEpochMilli(wallClock.getAsLong()));
    }
    return now;
  }

  /**
   * Fires the first deadline of an entry's case, if it is due.
   *
   * @param upTo what falls due later does not fire
   * @param now the wall clock
   * @return the case's next deadline, null if there is none
   */
  @Nullable DueDeadline fireOne(Timer entry, long upTo, long now) {
    Case stored = cases.find(entry.subject());
    if (stored == null) {
      return null;
    }
    DueDeadline due = DeadlineRules.next(stored, parts.terms());
    if (due == null || due.at().toEpochMilli() > upTo) {
      return due;
    }
    Case after = fire(stored, due, Instant.ofEpochMilli(now));
    stateCounts.moved(stored, after);
    if (after == null) {
      cases.forget(stored.renewalId());
      return null;
    }
    cases.save(after);
    return DeadlineRules.next(after, parts.terms());
  }

  /** Looks again at what a renewal expects, if it waits for the review of one of the carriers. */
  void reconsider(String renewalId, Set<String> carriers, Instant now) {
    if (!(cases.find(renewalId) instanceof Case.Renewal renewal)
        || !CarrierNotices.concern(renewal, carriers)) {
      return;
    }
    ExpectedUsable expected = parts.estimating().of(renewal, now);
    CarrierProfile carrier = parts.carriers().find(renewal.request().carrierId());
    if (expected == null || carrier == null) {
      return;
    }
    ExpectedTimes told = CarrierNotices.reconsider(renewal, expected, carrier, now);
    if (told != null) {
      told.updates().forEach(this::emitUpdate);
      save(renewal, told.after());
    }
  }

  private @Nullable Case fire(Case before, DueDeadline due, Instant at) {
    DeadlineRules.Fired fired = DeadlineRules.fire(before, due.deadline(), at);
    parts.counts().fired(due.deadline().name());
    ExpectedTimes told = parts.estimating().foretell(fired.after(), fired.updates(), at);
    times.recordTransition(before, told.after(), at);
    told.updates().forEach(this::emitUpdate);
    if (fired.after() == null && before instanceof Case.Orphan orphan) {
      heldFacts.clear(orphan.renewalId(), orphan.held());
    }
    return told.after();
  }

  private void emitUpdate(Update update) {
    parts.counts().updated(update.kind().name());
    forward.accept(output.of(update));
  }

  /**
   * Writes what changed, where something did, and sees to it that the index has an entry in time.
   */
  @SuppressWarnings("ReferenceEquality") // the rules give back the same case if nothing changed
  private void save(@Nullable Case stored, @Nullable Case after) {
    if (after == stored) {
      return;
    }
    stateCounts.moved(stored, after);
    if (after == null) {
      if (stored != null) {
        cases.forget(stored.renewalId());
      }
      return;
    }
    cases.save(after);
    DueDeadline was = stored == null ? null : DeadlineRules.next(stored, parts.terms());
    DueDeadline is = DeadlineRules.next(after, parts.terms());
    if (is != null && (was == null || is.at().isBefore(was.at()))) {
      index.schedule(is.at().toEpochMilli(), after.renewalId());
    }
  }
}
