package renewals.activation.domain;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import renewals.activation.domain.Case.Renewal;
import renewals.activation.domain.Fact.Payment;
import renewals.activation.domain.Fact.Review;

/**
 * Where a case stands: what follows from its facts and its spell (rules 4 to 7 and 10).
 *
 * @param net settled less refunded, in minor units; may be negative
 * @param due amountDue in minor units
 * @param latestReview the review that has the last word, null if there is none
 */
public record Standing(
    boolean requested,
    long net,
    long due,
    boolean paid,
    @Nullable Review latestReview,
    Waiting waiting) {

  private static final Standing BEFORE_THE_REQUEST =
      new Standing(false, 0, 0, false, null, new Waiting.ForNothing());

  /** The states of a renewal, for those who ask (rule 10). */
  public enum State {
    WAITING_FOR_REQUEST,
    WAITING_FOR_PAYMENT,
    WAITING_FOR_REVIEW,
    USABLE,
    REJECTED,
    LAPSED,
    STALLED
  }

  /** Where a case stands; null is a case that no fact has opened yet. */
  public static Standing of(@Nullable Case found) {
    return found instanceof Renewal renewal ? of(renewal) : BEFORE_THE_REQUEST;
  }

  static Standing of(Renewal renewal) {
    long net = 0;
    for (Payment payment : renewal.payments()) {
      net += payment.contribution();
    }
    Review latest = null;
    for (Review review : renewal.reviews()) {
      if (latest == null || review.overrules(latest)) {
        latest = review;
      }
    }
    long due = renewal.request().amountDue().minorUnits();
    return new Standing(true, net, due, net >= due, latest, renewal.waiting());
  }

  /** Whether the review with the last word approves (rule 5). */
  public boolean approved() {
    return latestReview != null && latestReview.outcome() == Review.Outcome.APPROVED;
  }

  /** The review that approves; only where one does. */
  Review approval() {
    if (latestReview == null || !approved()) {
      throw new IllegalStateException("no review approves");
    }
    return latestReview;
  }

  /** Whether the review with the last word rejects (rule 5). */
  public boolean rejected() {
    return latestReview != null && latestReview.outcome() == Review.Outcome.REJECTED;
  }

  /** Whether the merchant can use the card for this renewal (rule 6). */
  public boolean usable() {
    return requested && paid && approved();
  }

  /** Money owed back, in minor units (rule 7). */
  public long owed() {
    return switch (state()) {
      case USABLE -> Math.max(0, net - due);
      case REJECTED, LAPSED, STALLED -> Math.max(0, net);
      case WAITING_FOR_REQUEST, WAITING_FOR_PAYMENT, WAITING_FOR_REVIEW -> 0;
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
    return switch (waiting) {
      case Waiting.ForReview spell when spell.stalled() -> State.STALLED;
      case Waiting.ForPayment spell when spell.lapsed() -> State.LAPSED;
      default -> paid ? State.WAITING_FOR_REVIEW : State.WAITING_FOR_PAYMENT;
    };
  }

  /** The spell that this standing is in at {@code at}, {@code since} staying while unbroken. */
  Waiting spellAt(Instant at, boolean newPaymentSpell) {
    if (!paid && !rejected()) {
      return waiting instanceof Waiting.ForPayment unbroken && !newPaymentSpell
          ? unbroken
          : new Waiting.ForPayment(at, false);
    }
    if (paid && latestReview == null) {
      return waiting instanceof Waiting.ForReview unbroken
          ? unbroken
          : new Waiting.ForReview(at, false, false);
    }
    return new Waiting.ForNothing();
  }
}
