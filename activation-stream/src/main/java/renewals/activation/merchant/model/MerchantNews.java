package renewals.activation.merchant.model;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What an output says of a merchant's renewal or of its card.
 *
 * @param iccid the card, null where the output names none
 * @param terminalId null likewise
 * @param carrierId null likewise
 * @param at the step's time; of a reversal, when it was reversed
 * @param validUntil the card's expiry, where what is said sets one, or as its request said; null:
 *     it has none, or nothing is said of it
 * @param cardState whether the network takes the card, null where it isn't said
 */
public record MerchantNews(
    String merchantId,
    String renewalId,
    @Nullable String iccid,
    @Nullable String terminalId,
    @Nullable String carrierId,
    Said said,
    Instant at,
    @Nullable Instant validUntil,
    @Nullable CardState cardState) {

  /** What is said, as far as a list goes by it. */
  public enum Said {
    ACCEPTED,
    PAID,
    UNDERPAID,
    /** Approved, and more has to be paid. */
    APPROVED_UNPAID,
    APPROVED,
    REJECTED,
    LAPSED,
    STALLED,
    REFUND_DUE,
    REFUNDED,
    ACTIVATED,
    /** The carrier withdrew its approval. */
    REVERSED_BY_REVIEW,
    REVERSED,
    /** The card expires, or is to be renewed, soon. */
    REMINDED,
    /** News that changes no list. */
    ANOTHER
  }

  /** Whether the network takes a card. */
  public enum CardState {
    ACTIVE,
    SUSPENDED,
    CLOSED
  }

  /** Whether this is of the card's ledger, which alone knows its dates. */
  boolean isOfLedger() {
    return switch (said) {
      case ACTIVATED, REVERSED, REVERSED_BY_REVIEW, REMINDED -> true;
      default -> false;
    };
  }

  /** Whether this is an activation or a reversal. */
  boolean isActivation() {
    return isOfLedger() && said != Said.REMINDED;
  }
}
