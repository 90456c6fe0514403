package renewals.activation.merchant.codec;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import renewals.activation.merchant.model.MerchantNews;
import renewals.activation.merchant.model.MerchantNews.CardState;
import renewals.activation.merchant.model.MerchantNews.Said;
import renewals.v1.Activation;
import renewals.v1.ActivationStatus;
import renewals.v1.RenewalUpdate;
import renewals.v1.ReversedBy;

/** Activations and updates of the contract as news of a merchant's renewal. */
public final class MerchantNewsEvents {

  private MerchantNewsEvents() {}

  /** What an update says; empty where it is of no renewal of a known merchant. */
  public static Optional<MerchantNews> of(RenewalUpdate update) {
    String merchantId = update.getMerchantId();
    String renewalId = update.getRenewalId();
    if (merchantId == null || renewalId == null) {
      return Optional.empty();
    }
    return Optional.of(
        new MerchantNews(
            merchantId,
            renewalId,
            update.getIccid(),
            update.getTerminalId(),
            update.getCarrierId(),
            said(update),
            update.getOccurredAt(),
            update.getValidUntil(),
            cardState(update)));
  }

  /** What an activation or a reversal says; empty where it is of a kind that isn't known here. */
  public static Optional<MerchantNews> of(Activation activation) {
    Said said = said(activation);
    return said == null
        ? Optional.empty()
        : Optional.of(
            new MerchantNews(
                activation.getMerchantId(),
                activation.getRenewalId(),
                activation.getIccid(),
                activation.getTerminalId(),
                activation.getCarrierId(),
                said,
                at(activation),
                activation.getValidUntil(),
                cardState(activation)));
  }

  /** A reversal repeats the time of its activation, and has its own as validFrom. */
  private static Instant at(Activation activation) {
    return activation.getStatus() == ActivationStatus.REVERSED
        ? activation.getValidFrom()
        : activation.getDecidedAt();
  }

  private static Said said(RenewalUpdate update) {
    return switch (update.getKind()) {
      case ACCEPTED -> Said.ACCEPTED;
      case PAID -> Said.PAID;
      case UNDERPAID -> Said.UNDERPAID;
      case APPROVED -> update.getAmount() == null ? Said.APPROVED : Said.APPROVED_UNPAID;
      case REJECTED -> Said.REJECTED;
      case LAPSED -> Said.LAPSED;
      case STALLED -> Said.STALLED;
      case REFUND_DUE -> Said.REFUND_DUE;
      case REFUNDED -> Said.REFUNDED;
      case EXPIRY_REMINDER -> Said.REMINDED;
      case PAYMENT_FAILED,
          DELAYED,
          ORPHANED,
          MISMATCH,
          CONFLICT,
          CARRIER_NOTICE,
          DATA_LOW,
          DATA_USED_UP,
          CARD_SUSPENDED,
          CARD_RESUMED,
          CARD_CLOSED,
          ANNOUNCEMENT,
          OTHER ->
          Said.ANOTHER;
    };
  }

  private static @Nullable Said said(Activation activation) {
    return switch (activation.getStatus()) {
      case ACTIVATED -> Said.ACTIVATED;
      case REVERSED ->
          activation.getReversedBy() == ReversedBy.REVIEW ? Said.REVERSED_BY_REVIEW : Said.REVERSED;
      case OTHER -> null;
    };
  }

  private static @Nullable CardState cardState(RenewalUpdate update) {
    return switch (update.getKind()) {
      case CARD_SUSPENDED -> CardState.SUSPENDED;
      case CARD_RESUMED -> CardState.ACTIVE;
      case CARD_CLOSED -> CardState.CLOSED;
      default -> null;
    };
  }

  private static @Nullable CardState cardState(Activation activation) {
    return activation.getCardStatus() == null
        ? null
        : switch (activation.getCardStatus().getState()) {
          case ACTIVE -> CardState.ACTIVE;
          case SUSPENDED -> CardState.SUSPENDED;
          case CLOSED -> CardState.CLOSED;
          case OTHER -> null;
        };
  }
}
