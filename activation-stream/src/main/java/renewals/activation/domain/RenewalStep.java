package renewals.activation.domain;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import renewals.activation.domain.Case.Orphan;
import renewals.activation.domain.Case.Renewal;
import renewals.activation.domain.Decision.RefusedHeld;
import renewals.activation.domain.Fact.Payment;
import renewals.activation.domain.Fact.Requested;
import renewals.activation.domain.Fact.Review;
import renewals.activation.domain.Verdict.Refusal;

/** One step of a requested renewal: what stood before, what stands after, what is said of it. */
final class RenewalStep {

  private final Standing before;
  private final Renewal taken;
  private final Instant at;
  private final Telling telling;
  private final List<Fact> takenUp = new ArrayList<>();

  private RenewalStep(@Nullable Case found, Renewal taken, Instant at) {
    this.before = Standing.of(found);
    this.taken = taken;
    this.at = at;
    this.telling = new Telling(taken.renewalId(), found, taken.request(), at);
  }

  /** Rule 3: the request is judged together with all that was held, in one step. */
  static Decision requested(
      @Nullable Orphan orphan, Requested request, List<Fact> held, Instant at) {
    List<Payment> payments = new ArrayList<>();
    List<Review> reviews = new ArrayList<>();
    Renewal taken =
        new Renewal(
            request,
            payments,
            reviews,
            new Waiting.ForNothing(),
            0,
            null,
            List.of(),
            at,
            0,
            List.of());
    RenewalStep step = new RenewalStep(orphan, taken, at);
    step.telling.say(UpdateKind.ACCEPTED, null, null, null);
    List<RefusedHeld> refused = new ArrayList<>();
    for (int i = 0; i < held.size(); i++) {
      Fact fact = held.get(i);
      Refusal misfit = CaseRules.misfit(request, fact);
      if (misfit != null) {
        refused.add(new RefusedHeld(i, misfit));
        step.telling.sayRefused(fact, misfit);
      } else {
        step.takenUp.add(fact);
        switch (fact) {
          case Payment payment -> payments.add(payment);
          case Review review -> reviews.add(review);
          case Requested other -> throw new IllegalStateException("a request is never held");
        }
      }
    }
    return step.decide(refused);
  }

  static Decision takenUp(Renewal renewal, Fact fact, Instant at) {
    Renewal taken =
        switch (fact) {
          case Requested request -> throw new IllegalStateException("it is requested already");
          case Payment payment ->
              taken(renewal, Case.append(renewal.payments(), payment), renewal.reviews(), at);
          case Review review ->
              taken(renewal, renewal.payments(), Case.append(renewal.reviews(), review), at);
        };
    RenewalStep step = new RenewalStep(renewal, taken, at);
    step.takenUp.add(fact);
    return step.decide(List.of());
  }

  static Decision refused(Renewal renewal, Fact fact, Refusal refusal, Instant at) {
    Telling telling = new Telling(renewal.renewalId(), renewal, renewal.request(), at);
    telling.sayRefused(fact, refusal);
    return new Decision(
        new Verdict.Refused(refusal),
        renewal.with(renewal.waiting(), telling.count(), telling.timeline()),
        telling.said(),
        null,
        List.of());
  }

  private static Renewal taken(
      Renewal from, List<Payment> payments, List<Review> reviews, Instant at) {
    return new Renewal(
        from.request(),
        payments,
        reviews,
        from.waiting(),
        from.activations(),
        from.lastActivation(),
        from.promises(),
        at,
        from.updates(),
        from.timeline());
  }

  /** Rule 9, in its order. */
  private Decision decide(List<RefusedHeld> refused) {
    Standing facts = Standing.of(taken);
    Waiting waiting = facts.spellAt(at, hasTakenUpMoney());
    Standing after =
        new Standing(true, facts.net(), facts.due(), facts.paid(), facts.latestReview(), waiting);
    boolean reversal = before.usable() && !after.usable();
    boolean activation = !before.usable() && after.usable();

    sayFailedPayments();
    sayPaid(after, reversal);
    sayReviewed(after);
    CardChange change = null;
    int activations = taken.activations();
    Case.Usability usability = taken.lastActivation();
    if (activation) {
      activations++;
      usability = usabilityOf(after);
      change =
          new CardChange(
              taken.request(), activations, usability, after.approval().validUntil(), null);
      telling.note(Moment.What.ACTIVATED);
    } else if (reversal && usability != null) {
      change = new CardChange(taken.request(), activations, usability, null, at);
      telling.note(Moment.What.REVERSED);
    }
    telling.sayOwed(before, after);
    Renewal decided =
        new Renewal(
            taken.request(),
            taken.payments(),
            taken.reviews(),
            waiting,
            activations,
            usability,
            waiting instanceof Waiting.ForReview ? taken.promises() : List.of(),
            at,
            telling.count(),
            telling.timeline());
    return new Decision(new Verdict.Applied(), decided, telling.said(), change, refused);
  }

  private boolean hasTakenUpMoney() {
    for (Fact fact : takenUp) {
      if (CaseRules.isSettled(fact)) {
        return true;
      }
    }
    return false;
  }

  private void sayFailedPayments() {
    for (Fact fact : takenUp) {
      if (fact instanceof Payment payment && payment.status() == Payment.Status.FAILED) {
        telling.say(UpdateKind.PAYMENT_FAILED, payment.amount(), payment.reason(), null);
      }
    }
  }

  private void sayPaid(Standing after, boolean reversal) {
    if (after.paid()) {
      if (!before.paid() && !after.usable() && !after.rejected()) {
        telling.say(UpdateKind.PAID, money(after.net()), null, null);
      }
      return;
    }
    boolean partlyPaid = after.net() > 0 && after.net() != before.net();
    boolean noLongerPaid = before.paid() && !reversal;
    if (!after.rejected() && (partlyPaid || noLongerPaid)) {
      telling.say(UpdateKind.UNDERPAID, money(after.due() - after.net()), null, null);
    }
  }

  private void sayReviewed(Standing after) {
    Review latest = after.latestReview();
    if (latest == null) {
      return;
    }
    boolean hasNewWord =
        before.latestReview() == null
            || !latest.reviewId().equals(before.latestReview().reviewId());
    if (after.approved() && !before.approved()) {
      telling.say(UpdateKind.APPROVED, null, null, null);
    } else if (after.rejected() && hasNewWord) {
      telling.say(UpdateKind.REJECTED, null, latest.reason(), latest.reasonText());
    }
  }

  private Case.Usability usabilityOf(Standing after) {
    Instant paidAt = null;
    for (Payment payment : taken.payments()) {
      if (payment.status() == Payment.Status.SETTLED
          && (paidAt == null || payment.occurredAt().isAfter(paidAt))) {
        paidAt = payment.occurredAt();
      }
    }
    return new Case.Usability(at, paidAt, after.approval().decidedAt());
  }

  private Money money(long minorUnits) {
    return new Money(minorUnits, taken.request().amountDue().currency());
  }
}
