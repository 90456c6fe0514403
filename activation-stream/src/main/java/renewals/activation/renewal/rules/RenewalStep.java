package renewals.activation.renewal.rules;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import renewals.activation.renewal.model.CardChange;
import renewals.activation.renewal.model.CardChange.Reason;
import renewals.activation.renewal.model.Case;
import renewals.activation.renewal.model.Case.Orphan;
import renewals.activation.renewal.model.Case.Renewal;
import renewals.activation.renewal.model.CaseHistory;
import renewals.activation.renewal.model.CaseUpdateKind;
import renewals.activation.renewal.model.DeadlineWait;
import renewals.activation.renewal.model.Fact;
import renewals.activation.renewal.model.Fact.Payment;
import renewals.activation.renewal.model.Fact.Requested;
import renewals.activation.renewal.model.Fact.Review;
import renewals.activation.renewal.model.Money;
import renewals.activation.renewal.model.RecordOutcome;
import renewals.activation.renewal.model.RecordOutcome.Refusal;
import renewals.activation.renewal.model.Refusals;
import renewals.activation.renewal.model.RenewalStatus;
import renewals.activation.renewal.model.TakenUp;
import renewals.activation.renewal.model.TimelineEntry;
import renewals.activation.renewal.rules.Decision.RefusedHeld;

/** One step of a requested renewal: its status before, its status after, and the updates. */
final class RenewalStep {

  private final RenewalStatus before;
  private final Renewal renewal;
  private final List<Fact> applied;
  private final Instant at;
  private final UpdateCollector collector;

  /**
   * A step.
   *
   * @param found the case before it
   * @param renewal the renewal with the facts that the step applies, before anything follows
   * @param applied those facts
   */
  private RenewalStep(@Nullable Case found, Renewal renewal, List<Fact> applied, Instant at) {
    this.before = RenewalStatus.of(found);
    this.renewal = renewal;
    this.applied = applied;
    this.at = at;
    this.collector =
        new UpdateCollector(renewal.renewalId(), renewal.history(), renewal.request(), at);
  }

  /** What was held and does not fit the request. */
  private record MisfitOfHeld(int index, Fact fact, FactRefusal why) {}

  /** Rule 3: the request is judged together with all that was held, in one step. */
  static Decision requested(
      @Nullable Orphan orphan, Requested request, List<Fact> held, Instant at) {
    List<Fact> fitting = new ArrayList<>();
    List<Payment> payments = new ArrayList<>();
    List<Review> reviews = new ArrayList<>();
    List<MisfitOfHeld> misfits = new ArrayList<>();
    for (int i = 0; i < held.size(); i++) {
      Fact fact = held.get(i);
      FactRefusal misfit = BelongingRules.misfit(request, fact);
      if (misfit != null) {
        misfits.add(new MisfitOfHeld(i, fact, misfit));
        continue;
      }
      fitting.add(fact);
      switch (fact) {
        case Payment payment -> payments.add(payment);
        case Review review -> reviews.add(review);
        case Requested other -> throw new IllegalStateException("a request is never held");
      }
    }
    Refusals refusals = orphan == null ? Refusals.NONE : orphan.refusals();
    Renewal renewal =
        new Renewal(
            request,
            new TakenUp(payments, reviews, List.of(), at),
            new DeadlineWait.ForNothing(),
            0,
            null,
            List.of(),
            refusals,
            orphan == null ? CaseHistory.NONE : orphan.history());
    RenewalStep step = new RenewalStep(orphan, renewal, fitting, at);
    step.collector.emitUpdate(CaseUpdateKind.ACCEPTED, request.requestedAt(), null);
    List<RefusedHeld> refused = new ArrayList<>();
    for (MisfitOfHeld misfit : misfits) {
      refused.add(new RefusedHeld(misfit.index(), misfit.why().refusal()));
      refusals = refusals.and(misfit.fact(), misfit.why().refusal());
      step.collector.emitRefusal(misfit.fact(), misfit.why());
    }
    return step.decide(refused, refusals);
  }

  /** A fact that belongs to a requested renewal. */
  static Decision applied(Renewal found, Fact fact, Instant at) {
    TakenUp earlier = found.takenUp();
    TakenUp facts =
        switch (fact) {
          case Requested request -> throw new IllegalStateException("it is requested already");
          case Payment payment -> earlier.and(payment, at);
          case Review review -> earlier.and(review, at);
        };
    RenewalStep step = new RenewalStep(found, found.withTakenUp(facts), List.of(fact), at);
    return step.decide(List.of(), found.refusals());
  }

  static Decision refused(Renewal renewal, Fact fact, FactRefusal why, Instant at) {
    UpdateCollector collector =
        new UpdateCollector(renewal.renewalId(), renewal.history(), renewal.request(), at);
    collector.emitRefusal(fact, why);
    Refusal refusal = why.refusal();
    return new Decision(
        new RecordOutcome.Refused(refusal),
        renewal.withRefusals(renewal.refusals().and(fact, refusal), collector.history()),
        collector.updates(),
        null,
        List.of());
  }

  /** Rule 9, in its order. */
  private Decision decide(List<RefusedHeld> refused, Refusals refusals) {
    StepPayments payments = new StepPayments(applied, renewal, at);
    RenewalStatus now = RenewalStatus.of(renewal);
    RenewalStatus after = now.in(now.spellAt(at, payments.bringMoney()));
    boolean reversal = before.usable() && !after.usable();
    boolean activation = !before.usable() && after.usable();

    payments.noteRefunds(collector);
    payments.emitFailed(collector);
    emitMoney(after, reversal, payments);
    boolean rejection = emitReviewed(after);
    CardChange change = null;
    int activations = renewal.activations();
    Case.Usability usability = renewal.lastActivation();
    if (activation) {
      activations++;
      usability = usabilityOf(after);
      change =
          CardChange.activation(
              renewal.request(), activations, usability, after.approval().validUntil());
      collector.note(TimelineEntry.What.ACTIVATED, null, null);
    } else if (reversal && usability != null) {
      boolean stillApproved = after.approved();
      Reason reason = stillApproved ? Reason.REFUND : Reason.REVIEW;
      change =
          CardChange.reversal(
              renewal.request(), activations, usability, new CardChange.Reversal(at, reason));
      Money givenBack = stillApproved ? money(after.balance().refunded()) : null;
      collector.note(TimelineEntry.What.REVERSED, givenBack, reason.name());
    }
    collector.emitRefundDue(before, after, rejection);
    Renewal decided =
        new Renewal(
            renewal.request(),
            renewal.takenUp().withUnknown(payments.unknown()),
            after.waiting(),
            activations,
            usability,
            after.waiting() instanceof DeadlineWait.ForReview ? renewal.promises() : List.of(),
            refusals,
            collector.history());
    return new Decision(new RecordOutcome.Applied(), decided, collector.updates(), change, refused);
  }

  private void emitMoney(RenewalStatus after, boolean reversal, StepPayments payments) {
    if (after.givenBack()) {
      if (!before.givenBack() && !reversal) {
        emitUpdate(CaseUpdateKind.REFUNDED, after.balance().refunded(), payments);
      }
    } else if (after.paid()) {
      if (!before.paid() && !after.usable() && !after.rejected()) {
        emitUpdate(CaseUpdateKind.PAID, after.net(), payments);
      }
    } else if (!after.rejected()) {
      boolean partlyPaid = after.net() > 0 && after.net() != before.net();
      boolean noLongerPaid = before.paid() && !reversal;
      if (partlyPaid || noLongerPaid) {
        emitUpdate(CaseUpdateKind.UNDERPAID, after.due() - after.net(), payments);
      }
    }
  }

  private Money money(long minorUnits) {
    return new Money(minorUnits, renewal.request().amountDue().currency());
  }

  /** What the money that moved in this step comes to, with the own time of its latest movement. */
  private void emitUpdate(CaseUpdateKind kind, long minorUnits, StepPayments payments) {
    Instant latest = payments.latestMovement(kind != CaseUpdateKind.PAID);
    collector.emitUpdate(kind, latest, money(minorUnits));
  }

  /**
   * APPROVED or REJECTED, the first with what is missing while only the payment is waited for, the
   * second with what is owed back since.
   *
   * @return whether REJECTED was said
   */
  private boolean emitReviewed(RenewalStatus after) {
    Review latest = after.latestReview();
    if (latest == null) {
      return false;
    }
    boolean hasNewWord =
        before.latestReview() == null
            || !latest.reviewId().equals(before.latestReview().reviewId());
    if (after.approved() && !before.approved()) {
      boolean isUnpaid = after.state() == RenewalStatus.State.WAITING_FOR_PAYMENT;
      Money missing = isUnpaid ? money(after.due() - after.net()) : null;
      collector.emitReviewed(CaseUpdateKind.APPROVED, latest.decidedAt(), missing, null, null);
      return false;
    }
    if (!after.rejected() || !hasNewWord) {
      return false;
    }
    Money owed = UpdateCollector.isNewlyOwed(before, after) ? money(after.owed()) : null;
    collector.emitReviewed(
        CaseUpdateKind.REJECTED, latest.decidedAt(), owed, latest.reason(), latest.reasonText());
    return true;
  }

  private Case.Usability usabilityOf(RenewalStatus after) {
    Instant paidAt = null;
    for (Payment payment : renewal.payments()) {
      if (payment.status() == Payment.Status.SETTLED
          && (paidAt == null || payment.occurredAt().isAfter(paidAt))) {
        paidAt = payment.occurredAt();
      }
    }
    return new Case.Usability(at, paidAt, after.approval().decidedAt());
  }
}
