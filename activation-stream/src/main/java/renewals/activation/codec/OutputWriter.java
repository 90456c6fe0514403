package renewals.activation.codec;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import renewals.activation.domain.CardChange;
import renewals.activation.domain.CardRules;
import renewals.activation.domain.ExpectedUsable;
import renewals.activation.domain.Fact;
import renewals.activation.domain.Money;
import renewals.activation.domain.ReminderRules;
import renewals.activation.domain.Update;
import renewals.v1.Activation;
import renewals.v1.ActivationStatus;
import renewals.v1.RenewalUpdate;
import renewals.v1.ReversedBy;
import renewals.v1.UpdateKind;

/** Turns what the rules say into the events of the contract. */
public final class OutputWriter {

  private OutputWriter() {}

  /** An update as it goes out. */
  public static RenewalUpdate update(Update update) {
    Fact.Requested request = update.request();
    RenewalUpdate event = new RenewalUpdate();
    event.setUpdateId(update.updateId());
    event.setKind(UpdateKind.valueOf(update.kind().name()));
    event.setRenewalId(update.renewalId());
    if (request != null) {
      event.setMerchantId(request.merchantId());
      event.setTerminalId(request.terminalId());
      event.setIccid(request.iccid());
      event.setCarrierId(request.carrierId());
    }
    event.setAmount(money(update.amount()));
    event.setReason(update.reason());
    event.setText(update.text());
    event.setExpectedUsable(expected(update.expected()));
    event.setOccurredAt(update.at());
    return event;
  }

  /** A reminder as it goes out. */
  public static RenewalUpdate reminder(ReminderRules.Told told) {
    RenewalUpdate event = new RenewalUpdate();
    event.setUpdateId(told.updateId());
    event.setKind(UpdateKind.EXPIRY_REMINDER);
    event.setRenewalId(told.renewal().renewalId());
    event.setMerchantId(told.renewal().merchantId());
    event.setTerminalId(told.renewal().terminalId());
    event.setIccid(told.renewal().iccid());
    event.setCarrierId(told.renewal().carrierId());
    event.setReason(Integer.toString(told.reminder().daysBefore()));
    event.setValidUntil(told.validUntil());
    event.setExpectedUsable(expected(told.ifRenewedNow()));
    event.setOccurredAt(told.at());
    return event;
  }

  /** An activation or reversal as it goes out. */
  public static Activation activation(CardRules.Outcome outcome) {
    Fact.Requested request = outcome.change().request();
    Instant reversedAt = outcome.change().reversedAt();
    Activation event = new Activation();
    event.setActivationId(outcome.change().activationId());
    event.setStatus(reversedAt == null ? ActivationStatus.ACTIVATED : ActivationStatus.REVERSED);
    event.setReversedBy(reversedBy(outcome.change().reversal()));
    event.setRenewalId(request.renewalId());
    event.setMerchantId(request.merchantId());
    event.setTerminalId(request.terminalId());
    event.setIccid(request.iccid());
    event.setCarrierId(request.carrierId());
    event.setChannelId(request.channelId());
    event.setPreviousValidUntil(outcome.previousValidUntil());
    event.setValidFrom(outcome.validFrom());
    event.setValidUntil(outcome.validUntil());
    event.setDataBytes(request.dataBytes());
    event.setRequestedAt(request.requestedAt());
    event.setPaidAt(outcome.change().activation().paidAt());
    event.setApprovedAt(outcome.change().activation().approvedAt());
    event.setDecidedAt(outcome.change().activation().at());
    return event;
  }

  private static @Nullable ReversedBy reversedBy(CardChange.@Nullable Reversal reversal) {
    if (reversal == null || reversal.cause() == null) {
      return null;
    }
    return switch (reversal.cause()) {
      case REFUND -> ReversedBy.REFUND;
      case REVIEW -> ReversedBy.REVIEW;
    };
  }

  private static renewals.v1.@Nullable ExpectedUsable expected(@Nullable ExpectedUsable expected) {
    return expected == null
        ? null
        : new renewals.v1.ExpectedUsable(
            expected.likely(),
            expected.by(),
            expected.basis().wireName(),
            expected.observations(),
            expected.why() == null ? null : expected.why().name());
  }

  private static renewals.v1.@Nullable Money money(@Nullable Money money) {
    return money == null ? null : new renewals.v1.Money(money.minorUnits(), money.currency());
  }
}
