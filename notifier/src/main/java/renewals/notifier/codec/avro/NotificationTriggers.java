package renewals.notifier.codec.avro;

import org.jspecify.annotations.Nullable;
import renewals.notifier.domain.Amount;
import renewals.notifier.domain.Expected;
import renewals.notifier.domain.MerchantEvent;
import renewals.notifier.domain.NotificationTrigger;
import renewals.notifier.domain.Refusal;
import renewals.notifier.domain.terminal.CardSaid;
import renewals.schemas.contract.Iccid;
import renewals.v1.Activation;
import renewals.v1.ActivationCardStatus;
import renewals.v1.CardCause;
import renewals.v1.ExpectedUsable;
import renewals.v1.Money;
import renewals.v1.RenewalUpdate;
import renewals.v1.ReversedBy;
import renewals.v1.UpdateAnnouncement;
import renewals.v1.UpdateKind;
import renewals.v1.Usage;

/** From activations and updates to what a merchant is told. */
public final class NotificationTriggers {

  /** The reason of a REFUND_DUE that the REJECTED of the same step tells. */
  private static final String WITH_REJECTION = UpdateKind.REJECTED.name();

  /** The reason of a reminder that the card is about to be closed for good. */
  private static final String BEFORE_CLOSING = "CLOSING";

  private static final String HTTPS = "https://";

  private NotificationTriggers() {}

  /** What an activation or a reversal is to a merchant. */
  public static Reading of(Activation activation) {
    return switch (activation.getStatus()) {
      case ACTIVATED ->
          trigger(
              activation,
              new MerchantEvent.Activated(
                  activation.getValidFrom(),
                  activation.getValidUntil(),
                  activation.getDataBytes(),
                  stop(activation.getCardStatus())));
      case REVERSED ->
          trigger(
              activation,
              new MerchantEvent.Reversed(
                  activation.getValidFrom(),
                  by(activation.getReversedBy()),
                  activation.getValidUntil()));
      case OTHER -> new Reading.PassedOver();
    };
  }

  /**
   * What an update is to a merchant. Source: rules, "What a merchant is told".
   *
   * @param merchantId whom it is about
   */
  public static Reading of(RenewalUpdate update, String merchantId) {
    Amount amount = amount(update.getAmount());
    Expected expected = expected(update.getExpectedUsable());
    String reason = update.getReason();
    return switch (update.getKind()) {
      case PAID -> trigger(update, merchantId, new MerchantEvent.Paid(amount, expected));
      case PAYMENT_FAILED ->
          trigger(update, merchantId, new MerchantEvent.PaymentFailed(amount, reason));
      case UNDERPAID -> trigger(update, merchantId, new MerchantEvent.Underpaid(amount));
      case REJECTED ->
          trigger(
              update,
              merchantId,
              new MerchantEvent.Rejected(Refusal.named(reason), update.getText(), amount));
      case MISMATCH ->
          amount == null
              ? new Reading.ForOperators()
              : trigger(update, merchantId, new MerchantEvent.Mismatch(amount, reason));
      case DELAYED -> trigger(update, merchantId, new MerchantEvent.Delayed(expected));
      case LAPSED -> trigger(update, merchantId, new MerchantEvent.Lapsed());
      case STALLED -> trigger(update, merchantId, new MerchantEvent.Stalled());
      case REFUND_DUE ->
          WITH_REJECTION.equals(reason)
              ? new Reading.ForOperators()
              : trigger(
                  update,
                  merchantId,
                  new MerchantEvent.RefundDue(amount, MerchantEvent.Overdue.named(reason)));
      case REFUNDED -> trigger(update, merchantId, new MerchantEvent.Refunded(amount));
      case EXPIRY_REMINDER ->
          trigger(
              update,
              merchantId,
              new MerchantEvent.ExpiryReminder(
                  update.getValidUntil(),
                  expected,
                  update.getRenewBy(),
                  update.getClosesAt(),
                  BEFORE_CLOSING.equals(reason)));
      case CARRIER_NOTICE ->
          trigger(
              update,
              merchantId,
              new MerchantEvent.CarrierNotice(expected, reason, update.getText()));
      case APPROVED ->
          amount == null
              ? new Reading.ForOperators()
              : trigger(update, merchantId, new MerchantEvent.Approved(amount));
      case ACCEPTED, ORPHANED, CONFLICT -> new Reading.ForOperators();
      case DATA_LOW, DATA_USED_UP -> {
        Usage usage = update.getUsage();
        yield usage == null
            ? new Reading.PassedOver()
            : trigger(update, merchantId, data(update.getKind(), usage));
      }
      case CARD_SUSPENDED, CARD_CLOSED ->
          trigger(
              update,
              merchantId,
              new MerchantEvent.CardStopped(
                  new MerchantEvent.Stop(
                      update.getKind() == UpdateKind.CARD_CLOSED,
                      MerchantEvent.StopCause.named(reason)),
                  update.getText()));
      case CARD_RESUMED ->
          trigger(update, merchantId, new MerchantEvent.CardResumed(update.getText()));
      case ANNOUNCEMENT -> {
        UpdateAnnouncement announced = update.getAnnouncement();
        yield announced == null
            ? new Reading.PassedOver()
            : trigger(update, merchantId, announced(announced));
      }
      case OTHER -> new Reading.PassedOver();
    };
  }

  /** A link that isn't https is none: nobody is led there. */
  private static MerchantEvent announced(UpdateAnnouncement from) {
    String link = from.getLink();
    return new MerchantEvent.Announced(
        from.getAnnouncementId(),
        from.getRevision(),
        from.getKind().name(),
        new MerchantEvent.Announced.LocalizedText(from.getTitleZh(), from.getTextZh()),
        new MerchantEvent.Announced.LocalizedText(from.getTitleEn(), from.getTextEn()),
        link != null && link.regionMatches(true, 0, HTTPS, 0, HTTPS.length()) ? link : null,
        from.getEffectiveAt(),
        from.getEndsAt());
  }

  private static MerchantEvent data(UpdateKind kind, Usage usage) {
    return new MerchantEvent.DataUsed(
        kind == UpdateKind.DATA_USED_UP,
        usage.getUsedBytes(),
        usage.getAllowanceBytes(),
        usage.getPeriodStart(),
        usage.getAsOf(),
        usage.getRunsOutAt());
  }

  /** A state that this version does not know is none that stops a card. */
  private static MerchantEvent.@Nullable Stop stop(@Nullable ActivationCardStatus status) {
    if (status == null) {
      return null;
    }
    CardCause cause = status.getCause();
    MerchantEvent.StopCause why =
        MerchantEvent.StopCause.named(cause == null ? null : cause.name());
    return switch (status.getState()) {
      case SUSPENDED -> new MerchantEvent.Stop(false, why);
      case CLOSED -> new MerchantEvent.Stop(true, why);
      case ACTIVE, OTHER -> null;
    };
  }

  /** A reason that this version does not know is none: the notice then names both. */
  private static MerchantEvent.@Nullable ReversedBy by(@Nullable ReversedBy by) {
    return switch (by) {
      case REFUND -> MerchantEvent.ReversedBy.REFUND;
      case REVIEW -> MerchantEvent.ReversedBy.REVIEW;
      case OTHER -> null;
      case null -> null;
    };
  }

  private static Reading trigger(Activation activation, MerchantEvent news) {
    return new Reading.Trigger(
        new NotificationTrigger(
            activation.getActivationId() + '/' + activation.getStatus(),
            activation.getMerchantId(),
            activation.getRenewalId(),
            activation.getTerminalId(),
            masked(activation.getIccid()),
            maskedKey(activation.getIccid()),
            activation.getCarrierId(),
            activation.getDecidedAt(),
            news),
        new CardSaid(maskedKey(activation.getIccid()), null));
  }

  private static Reading trigger(RenewalUpdate update, String merchantId, MerchantEvent news) {
    return new Reading.Trigger(
        new NotificationTrigger(
            update.getUpdateId(),
            merchantId,
            update.getRenewalId(),
            update.getTerminalId(),
            masked(update.getIccid()),
            maskedKey(update.getIccid()),
            update.getCarrierId(),
            update.getOccurredAt(),
            news),
        new CardSaid(
            maskedKey(update.getIccid()),
            update.getKind() == UpdateKind.EXPIRY_REMINDER ? null : update.getValidUntil()));
  }

  private static @Nullable Amount amount(@Nullable Money money) {
    return money == null ? null : new Amount(money.getMinorUnits(), money.getCurrency());
  }

  private static @Nullable Expected expected(@Nullable ExpectedUsable expected) {
    return expected == null
        ? null
        : new Expected(
            expected.getLikely(),
            expected.getBy(),
            expected.getBasis(),
            expected.getObservations(),
            expected.getWhy());
  }

  private static @Nullable String masked(@Nullable String iccid) {
    return iccid == null ? null : Iccid.parse(iccid).map(Iccid::masked).orElse(null);
  }

  private static @Nullable String maskedKey(@Nullable String iccid) {
    return iccid == null ? null : Iccid.parse(iccid).map(Iccid::maskedKey).orElse(null);
  }
}
