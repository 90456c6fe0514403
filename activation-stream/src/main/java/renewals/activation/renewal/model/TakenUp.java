package renewals.activation.renewal.model;

import java.time.Instant;
import java.util.List;
import renewals.activation.renewal.model.Fact.Payment;
import renewals.activation.renewal.model.Fact.Review;

/**
 * The facts that a renewal has taken up, each kind in order of arrival.
 *
 * @param unknownPayments payments that refunds name, that are not known and not reported yet
 * @param lastFactAt when the last fact was taken up
 */
public record TakenUp(
    List<Payment> payments,
    List<Review> reviews,
    List<UnknownPayment> unknownPayments,
    Instant lastFactAt) {

  /** With one more payment. */
  public TakenUp and(Payment payment, Instant at) {
    return new TakenUp(Lists.append(payments, payment), reviews, unknownPayments, at);
  }

  /** With one more review. */
  public TakenUp and(Review review, Instant at) {
    return new TakenUp(payments, Lists.append(reviews, review), unknownPayments, at);
  }

  /** With these payments to be reported. */
  public TakenUp withUnknown(List<UnknownPayment> now) {
    return new TakenUp(payments, reviews, now, lastFactAt);
  }
}
