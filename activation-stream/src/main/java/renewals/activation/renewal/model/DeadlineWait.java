package renewals.activation.renewal.model;

import java.time.Instant;

/**
 * The unbroken spell that a renewal's deadlines count from, and which of them have fired in it
 * (rule 8).
 */
public sealed interface DeadlineWait {

  /** Neither a payment nor a review is being waited for against the clock. */
  record ForNothing() implements DeadlineWait {}

  /** Requested, not paid, not rejected, not refunded. */
  record ForPayment(Instant since, boolean lapsed) implements DeadlineWait {}

  /** Paid, no review. */
  record ForReview(Instant since, boolean delayed, boolean stalled) implements DeadlineWait {}
}
