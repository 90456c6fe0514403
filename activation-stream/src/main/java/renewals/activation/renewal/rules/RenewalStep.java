package renewals.activation.renewal.rules;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import renewals.activation.renewal.model.CardChange;
import renewals.activation.renewal.model.CardChange.Cause;
import renewals.activation.renewal.model.Case;
import renewals.activation.renewal.model.Case.Orphan;
import renewals.activation.renewal.model.Case.Renewal;
import renewals.activation.renewal.model.CaseHistory;
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
import renewals.activation.renewal.model.UpdateKind;
import renewals.activation.renewal.rules.Decision.RefusedHeld;

/** One step of a requested renewal: its status before, its status after, and the updates. */
final class RenewalStep {

  private final RenewalStatus before;
  private final Renewal taken;
  private final Instant at;
  private final UpdateCollector collector;
  private final List<Fact> takenUp = new ArrayList<>();

  private RenewalStep(@Nullable Case found, Renewal taken, Instant at) {
    this.before = RenewalStatus.of(found);
    this.taken = taken;
    this.at = at;
    this.collector = new UpdateCollector(taken.renewalId(), taken.history(), taken.request(), at);
  }

  /** Rule 3: the request is judged together with all that was held, in one step. */
  static Decision requested(
      @Nullable Orphan orphan, Requested request, List<Fact> held, Instant at) {
    List<Payment> payments = new ArrayList<>();
    List<Review> reviews = new ArrayList<>();
    Refusals refusals = orphan == null ? Refusals.NONE : orphan.refusals();
    Renewal taken =
        new Renewal(
            request,
            new TakenUp(payments, reviews, List.of(), at),
            new DeadlineWait.ForNothing(),
            0,
            null,
            List.of(),
            refusals,
            orphan == null ? CaseHistory.NONE : orphan.history());
    RenewalStep step = new RenewalStep(orphan, taken, at);
    step.collector.emitUpdate(UpdateKind.ACCEPTED, request.requestedAt(), null, null, null);
    List<RefusedHeld> refused = new ArrayList<>();
    for (int i = 0; i < held.size(); i++) {
      Fact fact = held.get(i);
      FactRefusal misfit = BelongingRules.misfit(request, fact);
      if (misfit != null) {
        refused.add(new RefusedHeld(i, misfit.refusal()));
        refusals = refusals.and(fact, misfit.refusal());
        step.collector.emitRefusal(fact, misfit);
      } else {
        step.takenUp.add(fact);
        switch (fact) {
          case Payment payment -> payments.add(payment);
          case Review review -> reviews.add(review);
          case Requested other -> throw new IllegalStateException("a request is never held");
        }
      }
    }
    return step.decide(refused, refusals);
  }

  static Decision takenUp(Renewal renewal, Fact fact, Instant at) {
    TakenUp before = renewal.takenUp();
    TakenUp facts =
        switch (fact) {
          case Requested request -> throw new IllegalStateException("it is requested already");
          case Payment payment -> before.and(payment, at);
          case Review review -> before.and(review, at);
        };
    RenewalStep step = new RenewalStep(renewal, renewal.with(facts), at);
    step.takenUp.add(fact);
    return step.decide(List.of(), renewal.refusals());
  }

  static Decision refused(Renewal renewal, Fact fact, FactRefusal why, Instant at) {
    UpdateCollector collector =
        new UpdateCollector(renewal.renewalId(), renewal.history(), renewal.request(), at);
    collector.emitRefusal(fact, why);
    Refusal refusal = why.refusal();
    return new Decision(
        new RecordOutcome.Refused(refusal),
        renewal.with(renewal.refusals().and(fact, refusal), collector.history()),
        collector.updates(),
        null,
        List.of());
  }

  /** Rule 9, in its order. */
  private Decision decide(List<RefusedHeld> refused, Refusals refusals) {
    StepPayments payments = new StepPayments(takenUp, taken, at);
    RenewalStatus facts = RenewalStatus.of(taken);
    RenewalStatus after = facts.in(facts.spellAt(at, payments.bringMoney()));
    boolean reversal = before.usable() && !after.usable();
    boolean activation = !before.usable() && after.usable();

    payments.noteRefunds(collector);
    payments.emitFailed(collector);
    emitMoney(after, reversal, payments);
    boolean rejection = emitReviewed(after);
    CardChange change = null;
    int activations = taken.activations();
    Case.Usability usability = taken.lastActivation();
    if (activation) {
      activations++;
      usability = usabilityOf(after);
      change =
          CardChange.activation(
              taken.request(), activations, usability, after.approval().validUntil());
      collector.note(TimelineEntry.What.ACTIVATED, null, null);
    } else if (reversal && usability != null) {
      boolean stillApproved = after.approved();
      Cause cause = stillApproved ? Cause.REFUND : Cause.REVIEW;
      change =
          CardChange.reversal(
              taken.request(), activations, usability, new CardChange.Reversal(at, cause));
      Money givenBack = stillApproved ? money(after.balance().refunded()) : null;
      collector.note(TimelineEntry.What.REVERSED, givenBack, cause.name());
    }
    collector.emitRefundDue(before, after, rejection);
    Renewal decided =
        new Renewal(
            taken.request(),
            taken.takenUp().withUnknown(payments.unknown()),
            after.waiting(),
            activations,
            usability,
            after.waiting() instanceof DeadlineWait.ForReview ? taken.promises() : List.of(),
            refusals,
            collector.history());
    return new Decision(new RecordOutcome.Applied(), decided, collector.updates(), change, refused);
  }

  private void emitMoney(RenewalStatus after, boolean reversal, StepPayments payments) {
    if (after.givenBack()) {
      if (!before.givenBack() && !reversal) {
        emitUpdate(UpdateKind.REFUNDED, after.balance().refunded(), payments);
      }
    } else if (after.paid()) {
      if (!before.paid() && !after.usable() && !after.rejected()) {
        emitUpdate(UpdateKind.PAID, after.net(), payments);
      }
    } else if (!after.rejected()) {
      boolean partlyPaid = after.net() > 0 && after.net() != before.net();
      boolean noLongerPaid = before.paid() && !reversal;
      if (partlyPaid || noLongerPaid) {
        emitUpdate(UpdateKind.UNDERPAID, after.due() - after.net(), payments);
      }
    }
  }

  private Money money(long minorUnits) {
    return new Money(minorUnits, taken.request().amountDue().currency());
  }

  /** What the money that moved in this step comes to, with the own time of its latest movement. */
  private void emitUpdate(UpdateKind kind, long minorUnits, StepPayments payments) {
    Instant latest = payments.latestMovement(kind != UpdateKind.PAID);
    collector.emitUpdate(kind, latest, money(minorUnits), null, null);
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
      collector.emitReviewed(UpdateKind.APPROVED, latest.decidedAt(), missing, null, null);
      return false;
    }
    if (!after.rejected() || !hasNewWord) {
      return false;
    }
    Money owed = UpdateCollector.isNewlyOwed(before, after) ? money(after.owed()) : null;
    collector.emitReviewed(
        UpdateKind.REJECTED, latest.decidedAt(), owed, latest.reason(), latest.reasonText());
    return true;
  }

  private Case.Usability usabilityOf(RenewalStatus after) {
    Instant paidAt = null;
    for (Payment payment : taken.payments()) {
      if (payment.status() == Payment.Status.SETTLED
          && (paidAt == null || payment.occurredAt().isAfter(paidAt))) {
        paidAt = payment.occurredAt();
      }
    }
    return new Case.Usability(at, paidAt, after.approval().decidedAt());
  }
}
