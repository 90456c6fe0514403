package renewals.activation.renewal.model;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A valid event of a renewal as the rules see it: canonical card numbers, instants in milliseconds,
 * defaults filled in. So two facts have the same content exactly if they are equal (rule 1).
 */
public sealed interface Fact {

  /** The renewal it speaks of. */
  String renewalId();

  /** The event's own time; it moves nothing, but is shown. */
  Instant occurredAt();

  /** Whether the other is the same fact by identity, whatever its content (rule 1). */
  boolean isSameFactAs(Fact other);

  /** Whether it is the same fact with the same content: then it is a duplicate (rule 1). */
  default boolean isRepeatedBy(Fact other) {
    return equals(other);
  }

  /** Whether it is a payment that brought money. */
  default boolean isSettledPayment() {
    return false;
  }

  /** A merchant asks for the renewal. */
  record Requested(
      String renewalId,
      String channelId,
      String carrierId,
      String merchantId,
      String terminalId,
      String iccid,
      Plan plan,
      Money amountDue,
      @Nullable Promotion promotion,
      @Nullable Instant currentValidUntil,
      Instant requestedAt)
      implements Fact {

    private static final int CARD_KEY_LENGTH = 19;

    @Override
    public Instant occurredAt() {
      return requestedAt;
    }

    @Override
    public boolean isSameFactAs(Fact other) {
      return other instanceof Requested;
    }

    /** A card's number with and without its check digit is one card's. */
    @Override
    public boolean isRepeatedBy(Fact other) {
      return other instanceof Requested request
          && isForCard(request.iccid)
          && equals(request.forCard(iccid));
    }

    private Requested forCard(String sameIccid) {
      return new Requested(
          renewalId,
          channelId,
          carrierId,
          merchantId,
          terminalId,
          sameIccid,
          plan,
          amountDue,
          promotion,
          currentValidUntil,
          requestedAt);
    }

    /** Key of the card's ledger. */
    public String cardKey() {
      return iccid.substring(0, CARD_KEY_LENGTH);
    }

    /** Data that the renewal brings, bonus included; at most {@code Long.MAX_VALUE}. */
    public long dataBytes() {
      long bonus =
          promotion == null || promotion.bonusDataBytes() == null ? 0 : promotion.bonusDataBytes();
      return plan.dataBytes() > Long.MAX_VALUE - bonus ? Long.MAX_VALUE : plan.dataBytes() + bonus;
    }

    /** Whether a card number, 19 or 20 characters, is this request's card. */
    public boolean isForCard(String otherIccid) {
      return otherIccid.startsWith(cardKey());
    }
  }

  /**
   * One movement of money.
   *
   * @param refundKind only of REFUNDED, and always there
   * @param refundOf paymentId of the payment that was given back; only of REFUNDED
   * @param cumulative whether the amount is all that was given back of {@code refundOf} so far
   */
  record Payment(
      String renewalId,
      String channelId,
      String paymentId,
      Status status,
      Money amount,
      @Nullable RefundKind refundKind,
      @Nullable String refundOf,
      boolean cumulative,
      @Nullable String reason,
      Instant occurredAt)
      implements Fact {

    /** What became of the movement. */
    public enum Status {
      SETTLED,
      FAILED,
      REFUNDED
    }

    /** Why money went back; only for REFUNDED. */
    public enum RefundKind {
      CANCELLATION,
      EXCESS,
      GOODWILL
    }

    @Override
    public boolean isSameFactAs(Fact other) {
      return other instanceof Payment payment
          && payment.paymentId.equals(paymentId)
          && payment.status == status
          && payment.channelId.equals(channelId);
    }

    @Override
    public boolean isSettledPayment() {
      return status == Status.SETTLED;
    }

    /** Whether it brought the money of this paymentId. */
    public boolean settles(String ofPaymentId) {
      return status == Status.SETTLED && paymentId.equals(ofPaymentId);
    }

    /** Whether it takes back what was paid; GOODWILL is a gift of the channel's. */
    public boolean isReturn() {
      return status == Status.REFUNDED && refundKind != RefundKind.GOODWILL;
    }
  }

  /** What a carrier decided. */
  record Review(
      String renewalId,
      String carrierId,
      String reviewId,
      @Nullable String iccid,
      Outcome outcome,
      @Nullable String reason,
      @Nullable String reasonText,
      @Nullable Instant validUntil,
      Instant decidedAt)
      implements Fact {

    /** What was decided. */
    public enum Outcome {
      APPROVED,
      REJECTED
    }

    /** The contract's reason for any that it does not name. */
    private static final String OTHER = "OTHER";

    @Override
    public Instant occurredAt() {
      return decidedAt;
    }

    @Override
    public boolean isSameFactAs(Fact other) {
      return other instanceof Review review
          && review.reviewId.equals(reviewId)
          && review.carrierId.equals(carrierId);
    }

    /**
     * A reason that was not known when it came, and is now, is no other content; nor is a card's
     * number with its check digit where it was without, or the other way round.
     */
    @Override
    public boolean isRepeatedBy(Fact other) {
      return other instanceof Review review
          && equals(
              review.with(
                  isSameCard(iccid, review.iccid) ? iccid : review.iccid,
                  isSameReason(reason, review.reason) ? reason : review.reason));
    }

    private static boolean isSameCard(@Nullable String one, @Nullable String other) {
      return one != null
          && other != null
          && other.startsWith(one.substring(0, Requested.CARD_KEY_LENGTH));
    }

    private static boolean isSameReason(@Nullable String one, @Nullable String other) {
      return one != null && other != null && (OTHER.equals(one) || OTHER.equals(other));
    }

    private Review with(@Nullable String sameIccid, @Nullable String sameReason) {
      return new Review(
          renewalId,
          carrierId,
          reviewId,
          sameIccid,
          outcome,
          sameReason,
          reasonText,
          validUntil,
          decidedAt);
    }

    /** Whether it outranks another (rule 5). */
    boolean overrules(Review other) {
      int byTime = decidedAt.compareTo(other.decidedAt);
      return byTime != 0 ? byTime > 0 : reviewId.compareTo(other.reviewId) > 0;
    }
  }
}
