package renewals.activation.topology;

import java.time.Instant;
import renewals.v1.CarrierReview;
import renewals.v1.CarrierState;
import renewals.v1.CarrierStatus;
import renewals.v1.Money;
import renewals.v1.PaymentEvent;
import renewals.v1.PaymentStatus;
import renewals.v1.Plan;
import renewals.v1.RenewalRequested;
import renewals.v1.ReviewOutcome;
import renewals.v1.ReviewReason;

/** Events as partners publish them, for tests: a 5,000 fen renewal of one month and 1 GB. */
public final class Events {

  public static final String ICCID = "898600D6991330004146";

  private Events() {}

  public static RenewalRequested requested(String renewalId, Instant at) {
    return RenewalRequested.newBuilder()
        .setRenewalId(renewalId)
        .setChannelId("lakala-app")
        .setCarrierId("cmcc")
        .setMerchantId("M-1001")
        .setTerminalId("T-77")
        .setIccid(ICCID)
        .setPlan(new Plan("pos-1m-1g", "P1M", 1_000_000_000L, null))
        .setAmountDue(new Money(5000L, "CNY"))
        .setRequestedAt(at)
        .build();
  }

  public static PaymentEvent settled(String renewalId, String paymentId, long fen, Instant at) {
    return PaymentEvent.newBuilder()
        .setPaymentId(paymentId)
        .setRenewalId(renewalId)
        .setChannelId("lakala-app")
        .setStatus(PaymentStatus.SETTLED)
        .setAmount(new Money(fen, "CNY"))
        .setOccurredAt(at)
        .build();
  }

  public static PaymentEvent refunded(
      String renewalId, String paymentId, long fen, String refundOf, Instant at) {
    return PaymentEvent.newBuilder()
        .setPaymentId(paymentId)
        .setRenewalId(renewalId)
        .setChannelId("lakala-app")
        .setStatus(PaymentStatus.REFUNDED)
        .setAmount(new Money(fen, "CNY"))
        .setRefundOf(refundOf)
        .setOccurredAt(at)
        .build();
  }

  public static CarrierReview approved(String renewalId, String reviewId, Instant at) {
    return review(renewalId, reviewId, ReviewOutcome.APPROVED, null, at);
  }

  public static CarrierReview rejected(String renewalId, String reviewId, Instant at) {
    return review(renewalId, reviewId, ReviewOutcome.REJECTED, ReviewReason.RISK_STOP, at);
  }

  public static CarrierStatus status(
      long revision, CarrierState state, Instant startsAt, Instant endsAt) {
    return CarrierStatus.newBuilder()
        .setCarrierId("cmcc")
        .setState(state)
        .setStartsAt(startsAt)
        .setEndsAt(endsAt)
        .setRevision(revision)
        .build();
  }

  private static CarrierReview review(
      String renewalId, String reviewId, ReviewOutcome outcome, ReviewReason reason, Instant at) {
    return CarrierReview.newBuilder()
        .setReviewId(reviewId)
        .setRenewalId(renewalId)
        .setCarrierId("cmcc")
        .setOutcome(outcome)
        .setReason(reason)
        .setDecidedAt(at)
        .build();
  }
}
