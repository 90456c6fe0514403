package renewals.bench.rival.sql;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import renewals.v1.CarrierReview;
import renewals.v1.PaymentEvent;
import renewals.v1.PaymentStatus;
import renewals.v1.RefundKind;
import renewals.v1.RenewalRequested;
import renewals.v1.ReviewOutcome;

/**
 * What a fact, or several of one renewal, adds to the renewal's row.
 *
 * @param net minor units
 */
record Change(
    String renewalId,
    @Nullable RenewalRequested request,
    long net,
    @Nullable Instant paidAt,
    @Nullable CarrierReview review) {

  /** A fact with its identity, by which the table of facts knows duplicates. */
  record Identified(String factId, Change change) {}

  static Identified of(RenewalRequested request) {
    String id = request.getRenewalId();
    return new Identified("request " + id, new Change(id, request, 0, null, null));
  }

  static Identified of(PaymentEvent payment) {
    return new Identified(
        "payment %s %s %s"
            .formatted(payment.getChannelId(), payment.getPaymentId(), payment.getStatus()),
        new Change(
            payment.getRenewalId(),
            null,
            movement(payment),
            payment.getStatus() == PaymentStatus.SETTLED ? payment.getOccurredAt() : null,
            null));
  }

  static Identified of(CarrierReview review) {
    return new Identified(
        "review %s %s".formatted(review.getCarrierId(), review.getReviewId()),
        new Change(review.getRenewalId(), null, 0, null, review));
  }

  private static long movement(PaymentEvent payment) {
    return switch (payment.getStatus()) {
      case SETTLED -> payment.getAmount().getMinorUnits();
      case REFUNDED ->
          payment.getRefundKind() == RefundKind.GOODWILL ? 0 : -payment.getAmount().getMinorUnits();
      case FAILED -> 0;
      case OTHER -> throw new IllegalArgumentException("status is OTHER, expected a known one");
    };
  }

  boolean approves() {
    return review != null && review.getOutcome() == ReviewOutcome.APPROVED;
  }

  /** Both together, as if they had come one after the other. */
  Change and(Change later) {
    return new Change(
        renewalId,
        request == null ? later.request : request,
        net + later.net,
        latest(paidAt, later.paidAt),
        laterReview(review, later.review));
  }

  private static @Nullable Instant latest(@Nullable Instant one, @Nullable Instant other) {
    if (one == null || other == null) {
      return one == null ? other : one;
    }
    return one.isAfter(other) ? one : other;
  }

  /** Rule 5: the later decision counts, of two at one time that with the greater id. */
  private static @Nullable CarrierReview laterReview(
      @Nullable CarrierReview one, @Nullable CarrierReview other) {
    if (one == null || other == null) {
      return one == null ? other : one;
    }
    int byTime = one.getDecidedAt().compareTo(other.getDecidedAt());
    boolean first = byTime != 0 ? byTime > 0 : one.getReviewId().compareTo(other.getReviewId()) > 0;
    return first ? one : other;
  }
}
