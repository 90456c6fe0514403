package renewals.activation.renewal.model;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import renewals.activation.renewal.model.Case.Renewal;
import renewals.activation.renewal.model.Fact.Review;

/**
 * Where a case stands: what follows from its facts and its current wait (rules 4 to 7 and 10).
 *
 * @param balance what was paid and what went back
 * @param due amountDue in minor units
 * @param latestReview the review that decides, null if there is none
 */
public record RenewalStatus(
    boolean requested,
    Balance balance,
    long due,
    @Nullable Review latestReview,
    DeadlineWait waiting) {

  private static final RenewalStatus BEFORE_THE_REQUEST =
      new RenewalStatus(false, Balance.NOTHING, 0, null, new DeadlineWait.ForNothing());

  /** The states of a renewal, for those who ask (rule 10). */
  public enum State {
    WAITING_FOR_REQUEST,
    WAITING_FOR_PAYMENT,
    WAITING_FOR_REVIEW,
    USABLE,
    REJECTED,
    REFUNDED,
    LAPSED,
    STALLED
  }

  /** Where a case stands; null is a case that no fact has opened yet. */
  public static RenewalStatus of(@Nullable Case found) {
    return found instanceof Renewal renewal ? of(renewal) : BEFORE_THE_REQUEST;
  }

  static RenewalStatus of(Renewal renewal) {
    Review latest = null;
    for (Review review : renewal.reviews()) {
      if (latest == null || review.overrules(latest)) {
        latest = review;
      }
    }
    return new RenewalStatus(
        true,
        Balance.of(renewal.payments()),
        renewal.request().amountDue().minorUnits(),
        latest,
        renewal.waiting());
  }

  /** The same in another spell. */
  public RenewalStatus in(DeadlineWait now) {
    return new RenewalStatus(requested, balance, due, latestReview, now);
  }

  /** Settled less refunded, in minor units; may be negative. */
  public long net() {
    return balance.net();
  }

  /** Whether all that is due has been paid (rule 4). */
  public boolean paid() {
    return requested && net() >= due;
  }

  /** Whether money came and all of it went back: whatever the review says. */
  public boolean givenBack() {
    return requested && !paid() && balance.settled() > 0 && net() <= 0;
  }

  /** Whether it was cancelled: nobody waits for money any more (rule 4). */
  public boolean refunded() {
    return givenBack() && !rejected();
  }

  /** Whether the deciding review approves (rule 5). */
  public boolean approved() {
    return latestReview != null && latestReview.outcome() == Review.Outcome.APPROVED;
  }

  /** The review that approves; only where one does. */
  public Review approval() {
    if (latestReview == null || !approved()) {
      throw new IllegalStateException("no review approves");
    }
    return latestReview;
  }

  /** Whether the deciding review rejects (rule 5). */
  public boolean rejected() {
    return latestReview != null && latestReview.outcome() == Review.Outcome.REJECTED;
  }

  /** Whether the merchant can use the card for this renewal (rule 6). */
  public boolean usable() {
    return paid() && approved();
  }

  /** Money owed back, in minor units (rule 7). */
  public long owed() {
    return switch (state()) {
      case USABLE -> Math.max(0, net() - due);
      case REJECTED, LAPSED, STALLED -> Math.max(0, net());
      case WAITING_FOR_REQUEST, WAITING_FOR_PAYMENT, WAITING_FOR_REVIEW, REFUNDED -> 0;
    };
  }

  /** The state (rule 10). */
  public State state() {
    if (!requested) {
      return State.WAITING_FOR_REQUEST;
    }
    if (usable()) {
      return State.USABLE;
    }
    if (rejected()) {
      return State.REJECTED;
    }
    if (refunded()) {
      return State.REFUNDED;
    }
    return switch (waiting) {
      case DeadlineWait.ForReview spell when spell.stalled() -> State.STALLED;
      case DeadlineWait.ForPayment spell when spell.lapsed() -> State.LAPSED;
      default -> paid() ? State.WAITING_FOR_REVIEW : State.WAITING_FOR_PAYMENT;
    };
  }

  /** The spell that this status is in at {@code at}, {@code since} staying while unbroken. */
  public DeadlineWait spellAt(Instant at, boolean newPaymentSpell) {
    if (!paid() && !rejected() && !refunded()) {
      return waiting instanceof DeadlineWait.ForPayment unbroken && !newPaymentSpell
          ? unbroken
          : new DeadlineWait.ForPayment(at, false);
    }
    if (paid() && latestReview == null) {
      return waiting instanceof DeadlineWait.ForReview unbroken
          ? unbroken
          : new DeadlineWait.ForReview(at, false, false);
    }
    return new DeadlineWait.ForNothing();
  }
}
