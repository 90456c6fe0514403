package renewals.notifier.codec;

import org.jspecify.annotations.Nullable;
import renewals.notifier.domain.Amount;
import renewals.notifier.domain.Cause;
import renewals.notifier.domain.Expected;
import renewals.notifier.domain.News;
import renewals.notifier.domain.Refusal;
import renewals.schemas.contract.Iccid;
import renewals.v1.Activation;
import renewals.v1.ExpectedUsable;
import renewals.v1.Money;
import renewals.v1.RenewalUpdate;

/** From what the pipeline decided to what a merchant is told. */
final class Causes {

  private Causes() {}

  static Cause of(Activation activation) {
    return new Cause(
        activation.getActivationId() + '/' + activation.getStatus(),
        activation.getMerchantId(),
        activation.getRenewalId(),
        activation.getTerminalId(),
        masked(activation.getIccid()),
        activation.getCarrierId(),
        activation.getDecidedAt(),
        newsOf(activation));
  }

  static Reading of(RenewalUpdate update, String merchantId) {
    News news = newsOf(update);
    return news == null
        ? new Reading.ForOperators()
        : new Reading.Told(
            new Cause(
                update.getUpdateId(),
                merchantId,
                update.getRenewalId(),
                update.getTerminalId(),
                masked(update.getIccid()),
                update.getCarrierId(),
                update.getOccurredAt(),
                news));
  }

  private static News newsOf(Activation activation) {
    return switch (activation.getStatus()) {
      case ACTIVATED ->
          new News.Activated(
              activation.getValidFrom(), activation.getValidUntil(), activation.getDataBytes());
      case REVERSED -> new News.Reversed(activation.getValidFrom(), activation.getValidUntil());
    };
  }

  /** Null for what is recorded for operators only. Source: rules, "What a merchant is told". */
  private static @Nullable News newsOf(RenewalUpdate update) {
    Amount amount = amount(update.getAmount());
    Expected expected = expected(update.getExpectedUsable());
    return switch (update.getKind()) {
      case PAID -> new News.Paid(amount, expected);
      case PAYMENT_FAILED -> new News.PaymentFailed(amount, update.getReason());
      case UNDERPAID -> new News.Underpaid(amount);
      case REJECTED -> new News.Rejected(Refusal.named(update.getReason()), update.getText());
      case MISMATCH -> amount == null ? null : new News.Mismatch(amount, update.getReason());
      case DELAYED -> new News.Delayed(expected);
      case LAPSED -> new News.Lapsed();
      case STALLED -> new News.Stalled();
      case REFUND_DUE -> new News.RefundDue(amount);
      case EXPIRY_REMINDER -> new News.ExpiryReminder(update.getValidUntil(), expected);
      case CARRIER_NOTICE -> new News.CarrierNotice(expected, update.getReason(), update.getText());
      case ACCEPTED, APPROVED, ORPHANED, CONFLICT -> null;
    };
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
}
