package renewals.activation.renewal.rules;

import java.time.Instant;
import java.util.List;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import renewals.activation.renewal.model.Case;
import renewals.activation.renewal.model.Case.Orphan;
import renewals.activation.renewal.model.Case.Renewal;
import renewals.activation.renewal.model.CaseHistory;
import renewals.activation.renewal.model.Fact;
import renewals.activation.renewal.model.Fact.Payment;
import renewals.activation.renewal.model.Fact.Requested;
import renewals.activation.renewal.model.Fact.Review;
import renewals.activation.renewal.model.RecordOutcome;
import renewals.activation.renewal.model.RecordOutcome.Refusal;
import renewals.activation.renewal.model.Refusals;
import renewals.activation.renewal.rules.Decision.RefusedHeld;

/**
 * What a fact does to its case: rules 1 to 7 and 9. The result depends on the set of facts, not on
 * the order in which they came.
 */
public final class CaseRules {

  private CaseRules() {}

  /**
   * Takes one valid fact to its case.
   *
   * @param before the case so far, null if this fact opens it
   * @param fact speaks of the case's renewal
   * @param held the facts held for the case, in order of arrival; empty once it was requested
   * @param at the step's time
   */
  public static Decision handle(@Nullable Case before, Fact fact, List<Fact> held, Instant at) {
    return switch (before) {
      case Renewal renewal -> handleInRenewal(renewal, fact, at);
      case Orphan orphan when fact instanceof Requested request ->
          RenewalStep.requested(orphan, request, held, at);
      case Orphan orphan -> hold(orphan, fact, held, at);
      case null -> {
        if (fact instanceof Requested request) {
          yield RenewalStep.requested(null, request, held, at);
        }
        yield open(fact, at);
      }
    };
  }

  private static Decision open(Fact fact, Instant at) {
    Orphan opened =
        new Orphan(
            fact.renewalId(),
            1,
            fact.isSettledPayment(),
            false,
            at,
            at,
            Refusals.NONE,
            CaseHistory.NONE);
    return new Decision(new RecordOutcome.Applied(), opened, List.of(), null, List.of());
  }

  /** Rule 3: held in order of arrival. Rule 1 counts before the request too. */
  private static Decision hold(Orphan orphan, Fact fact, List<Fact> held, Instant at) {
    Fact earlier = sameFact(held, fact);
    if (earlier != null && earlier.isRepeatedBy(fact)) {
      return unchanged(orphan);
    }
    Refusal refusedBefore = orphan.refusals().of(fact);
    if (refusedBefore != null) {
      return refusedAgain(orphan, refusedBefore);
    }
    if (earlier != null) {
      return refusedBeforeRequest(orphan, fact, new FactRefusal.Conflict(fact), at);
    }
    if (orphan.held() >= RulePolicy.MOST_FACTS) {
      OptionalInt displaced = HeldRoom.displacedBy(fact, held);
      return displaced.isPresent()
          ? heldInsteadOf(displaced.getAsInt(), orphan, fact, held, at)
          : refusedBeforeRequest(orphan, fact, new FactRefusal.TooMany(), at);
    }
    Orphan longer =
        new Orphan(
            orphan.renewalId(),
            orphan.held() + 1,
            orphan.holdsMoney() || fact.isSettledPayment(),
            orphan.orphaned(),
            orphan.firstFactAt(),
            at.isAfter(orphan.lastFactAt()) ? at : orphan.lastFactAt(),
            orphan.refusals(),
            orphan.history());
    return new Decision(new RecordOutcome.Applied(), longer, List.of(), null, List.of());
  }

  /** The fact is held, and another one no more. */
  private static Decision heldInsteadOf(
      int displaced, Orphan orphan, Fact fact, List<Fact> held, Instant at) {
    FactRefusal why = new FactRefusal.TooMany();
    Fact refused = held.get(displaced);
    UpdateCollector collector = new UpdateCollector(orphan.renewalId(), orphan.history(), null, at);
    collector.emitRefusal(refused, why);
    boolean holdsMoney = fact.isSettledPayment();
    for (int i = 0; i < held.size(); i++) {
      holdsMoney |= i != displaced && held.get(i).isSettledPayment();
    }
    Orphan after =
        new Orphan(
            orphan.renewalId(),
            orphan.held(),
            holdsMoney,
            orphan.orphaned(),
            orphan.firstFactAt(),
            at.isAfter(orphan.lastFactAt()) ? at : orphan.lastFactAt(),
            orphan.refusals().and(refused, why.refusal()),
            collector.history());
    return new Decision(
        new RecordOutcome.Applied(),
        after,
        collector.updates(),
        null,
        List.of(new RefusedHeld(displaced, why.refusal())));
  }

  private static Decision refusedBeforeRequest(
      Orphan orphan, Fact fact, FactRefusal why, Instant at) {
    UpdateCollector collector = new UpdateCollector(orphan.renewalId(), orphan.history(), null, at);
    collector.emitRefusal(fact, why);
    Refusal refusal = why.refusal();
    Orphan after =
        orphan.with(orphan.orphaned(), orphan.refusals().and(fact, refusal), collector.history());
    return new Decision(
        new RecordOutcome.Refused(refusal), after, collector.updates(), null, List.of());
  }

  /** Rule 2: a dead letter again, but no update. */
  private static Decision refusedAgain(Case before, Refusal refusal) {
    return new Decision(new RecordOutcome.Refused(refusal), before, List.of(), null, List.of());
  }

  private static Decision handleInRenewal(Renewal renewal, Fact fact, Instant at) {
    Fact earlier = sameFactIn(renewal, fact);
    if (earlier != null && earlier.isRepeatedBy(fact)) {
      return unchanged(renewal);
    }
    Refusal refusedBefore = renewal.refusals().of(fact);
    if (refusedBefore != null) {
      return refusedAgain(renewal, refusedBefore);
    }
    FactRefusal refusal = refusal(renewal, earlier, fact);
    return refusal == null
        ? RenewalStep.applied(renewal, fact, at)
        : RenewalStep.refused(renewal, fact, refusal, at);
  }

  private static @Nullable FactRefusal refusal(Renewal renewal, @Nullable Fact earlier, Fact fact) {
    if (earlier != null) {
      return new FactRefusal.Conflict(fact);
    }
    FactRefusal misfit = BelongingRules.misfit(renewal.request(), fact);
    boolean full = renewal.payments().size() + renewal.reviews().size() >= RulePolicy.MOST_FACTS;
    return misfit == null && full ? new FactRefusal.TooMany() : misfit;
  }

  private static @Nullable Fact sameFactIn(Renewal renewal, Fact fact) {
    return switch (fact) {
      case Requested request -> renewal.request();
      case Payment payment -> sameFact(renewal.payments(), payment);
      case Review review -> sameFact(renewal.reviews(), review);
    };
  }

  private static @Nullable Fact sameFact(List<? extends Fact> among, Fact fact) {
    for (Fact earlier : among) {
      if (earlier.isSameFactAs(fact)) {
        return earlier;
      }
    }
    return null;
  }

  private static Decision unchanged(Case before) {
    return new Decision(new RecordOutcome.Duplicate(), before, List.of(), null, List.of());
  }
}
