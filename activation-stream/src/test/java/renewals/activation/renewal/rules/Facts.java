package renewals.activation.renewal.rules;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import renewals.activation.renewal.model.Fact.Payment;
import renewals.activation.renewal.model.Fact.Payment.RefundKind;
import renewals.activation.renewal.model.Fact.Payment.Status;
import renewals.activation.renewal.model.Fact.Requested;
import renewals.activation.renewal.model.Fact.Review;
import renewals.activation.renewal.model.Fact.Review.Outcome;
import renewals.activation.renewal.model.Money;
import renewals.activation.renewal.model.Period;
import renewals.activation.renewal.model.Plan;
import renewals.activation.renewal.model.Promotion;

/** Facts of one renewal of 50 yuan, and small changes of them. */
public final class Facts {

  public static final Instant START = Instant.parse("2026-03-02T02:00:00Z");
  public static final String CARD = "898600D6991330004146";
  public static final String SAME_CARD_WITHOUT_CHECK_DIGIT = "898600D699133000414";
  public static final String OTHER_CARD = "8986011234567890123";
  public static final Period ONE_MONTH = new Period(1, Period.Unit.MONTHS);
  public static final Period THIRTY_DAYS = new Period(30, Period.Unit.DAYS);

  private Facts() {}

  public static Instant after(String duration) {
    return START.plus(Duration.parse(duration));
  }

  public static Requested request() {
    return request("R1", 5000);
  }

  public static Requested request(String renewalId, long due) {
    return request(renewalId, due, ONE_MONTH, Plan.Policy.STACK, null);
  }

  public static Requested request(
      String renewalId,
      long due,
      Period validity,
      Plan.Policy policy,
      @Nullable Instant currentValidUntil) {
    return new Requested(
        renewalId,
        "app",
        "cmcc",
        "M-1",
        "T-1",
        CARD,
        new Plan("pos", validity, 1_000, policy),
        new Money(due, "CNY"),
        null,
        currentValidUntil,
        START);
  }

  public static Requested forCard(Requested of, String iccid) {
    return new Requested(
        of.renewalId(),
        of.channelId(),
        of.carrierId(),
        of.merchantId(),
        of.terminalId(),
        iccid,
        of.plan(),
        of.amountDue(),
        of.promotion(),
        of.currentValidUntil(),
        of.requestedAt());
  }

  public static Requested promoted(Requested of, long bonusDataBytes) {
    return new Requested(
        of.renewalId(),
        of.channelId(),
        of.carrierId(),
        of.merchantId(),
        of.terminalId(),
        of.iccid(),
        of.plan(),
        of.amountDue(),
        new Promotion("SPRING", 500, bonusDataBytes),
        of.currentValidUntil(),
        of.requestedAt());
  }

  public static Payment settled(String paymentId, long amount) {
    return payment(paymentId, Status.SETTLED, amount, null);
  }

  public static Payment failed(String paymentId) {
    return payment(paymentId, Status.FAILED, 5000, null);
  }

  public static Payment refunded(String paymentId, long amount) {
    return refunded(paymentId, amount, RefundKind.CANCELLATION);
  }

  public static Payment refunded(String paymentId, long amount, RefundKind kind) {
    return payment(paymentId, Status.REFUNDED, amount, kind);
  }

  /** A refund that names the payment it gives back. */
  public static Payment refundOf(String settled, Payment of) {
    return naming(of, settled, false);
  }

  /** What went back of a payment in all so far. */
  public static Payment refundedSoFar(String settled, String paymentId, long amount) {
    return naming(refunded(paymentId, amount), settled, true);
  }

  private static Payment naming(Payment of, String settled, boolean cumulative) {
    return new Payment(
        of.renewalId(),
        of.channelId(),
        of.paymentId(),
        of.status(),
        of.amount(),
        of.refundKind(),
        settled,
        cumulative,
        of.reason(),
        of.occurredAt());
  }

  private static Payment payment(
      String paymentId, Status status, long amount, @Nullable RefundKind kind) {
    return new Payment(
        "R1", "app", paymentId, status, new Money(amount, "CNY"), kind, null, false, null, START);
  }

  public static Payment through(Payment of, String channelId) {
    return new Payment(
        of.renewalId(),
        channelId,
        of.paymentId(),
        of.status(),
        of.amount(),
        of.refundKind(),
        of.refundOf(),
        of.cumulative(),
        of.reason(),
        of.occurredAt());
  }

  public static Payment in(Payment of, String currency) {
    return new Payment(
        of.renewalId(),
        of.channelId(),
        of.paymentId(),
        of.status(),
        new Money(of.amount().minorUnits(), currency),
        of.refundKind(),
        of.refundOf(),
        of.cumulative(),
        of.reason(),
        of.occurredAt());
  }

  public static Payment occurring(Payment of, Instant occurredAt) {
    return new Payment(
        of.renewalId(),
        of.channelId(),
        of.paymentId(),
        of.status(),
        of.amount(),
        of.refundKind(),
        of.refundOf(),
        of.cumulative(),
        of.reason(),
        occurredAt);
  }

  public static Review approved(String reviewId) {
    return approved(reviewId, START);
  }

  public static Review approved(String reviewId, Instant decidedAt) {
    return review(reviewId, Outcome.APPROVED, decidedAt, null, null);
  }

  public static Review approvedUntil(String reviewId, Instant validUntil) {
    return review(reviewId, Outcome.APPROVED, START, null, validUntil);
  }

  public static Review rejected(String reviewId) {
    return rejected(reviewId, START);
  }

  public static Review rejected(String reviewId, Instant decidedAt) {
    return review(reviewId, Outcome.REJECTED, decidedAt, null, null);
  }

  public static Review ofCard(Review of, String iccid) {
    return new Review(
        of.renewalId(),
        of.carrierId(),
        of.reviewId(),
        iccid,
        of.outcome(),
        of.reason(),
        of.reasonText(),
        of.validUntil(),
        of.decidedAt());
  }

  public static Review saying(Review of, @Nullable String reason) {
    return new Review(
        of.renewalId(),
        of.carrierId(),
        of.reviewId(),
        of.iccid(),
        of.outcome(),
        reason,
        of.reasonText(),
        of.validUntil(),
        of.decidedAt());
  }

  public static Review by(Review of, String carrierId) {
    return new Review(
        of.renewalId(),
        carrierId,
        of.reviewId(),
        of.iccid(),
        of.outcome(),
        of.reason(),
        of.reasonText(),
        of.validUntil(),
        of.decidedAt());
  }

  private static Review review(
      String reviewId,
      Outcome outcome,
      Instant decidedAt,
      @Nullable String iccid,
      @Nullable Instant validUntil) {
    String reason = outcome == Outcome.REJECTED ? "REAL_NAME_MISSING" : null;
    return new Review("R1", "cmcc", reviewId, iccid, outcome, reason, null, validUntil, decidedAt);
  }
}
