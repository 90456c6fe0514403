package renewals.activation.domain;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One thing that a partner said of a renewal, valid in itself: canonical card numbers, instants in
 * milliseconds, defaults filled in. So two facts have the same content exactly if they are equal
 * (rule 1).
 */
public sealed interface Fact {

  /** The renewal it speaks of. */
  String renewalId();

  /** Whether the other is the same fact by identity, whatever its content (rule 1). */
  boolean isSameFactAs(Fact other);

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
    public boolean isSameFactAs(Fact other) {
      return other instanceof Requested;
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
    boolean isForCard(String otherIccid) {
      return otherIccid.startsWith(cardKey());
    }
  }

  /** One movement of money. */
  record Payment(
      String renewalId,
      String channelId,
      String paymentId,
      Status status,
      Money amount,
      @Nullable RefundKind refundKind,
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

    /** What it adds to the net paid, in minor units (rule 4). */
    public long contribution() {
      return switch (status) {
        case SETTLED -> amount.minorUnits();
        case FAILED -> 0;
        case REFUNDED -> refundKind == RefundKind.GOODWILL ? 0 : -amount.minorUnits();
      };
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

    @Override
    public boolean isSameFactAs(Fact other) {
      return other instanceof Review review
          && review.reviewId.equals(reviewId)
          && review.carrierId.equals(carrierId);
    }

    /** Whether it has the last word over another (rule 5). */
    boolean overrules(Review other) {
      int byTime = decidedAt.compareTo(other.decidedAt);
      return byTime != 0 ? byTime > 0 : reviewId.compareTo(other.reviewId) > 0;
    }
  }
}
