package renewals.activation.card.codec;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import renewals.activation.card.model.CardRules;
import renewals.activation.card.model.ReminderRules;
import renewals.activation.cardreport.codec.CardNewsEvents;
import renewals.activation.cardreport.model.CardStatusReport;
import renewals.activation.renewal.codec.EventValues;
import renewals.activation.renewal.model.CardChange;
import renewals.activation.renewal.model.Fact;
import renewals.v1.Activation;
import renewals.v1.ActivationStatus;
import renewals.v1.RenewalUpdate;
import renewals.v1.ReversedBy;
import renewals.v1.UpdateKind;

/** Activations and expiry reminders of a card, as events of the contract. */
public final class CardEvents {

  private CardEvents() {}

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
    event.setReason(told.reminder().reason());
    event.setValidUntil(told.validUntil());
    event.setExpectedUsable(EventValues.expected(told.ifRenewedNow()));
    event.setChannelId(told.renewal().channelId());
    event.setRenewBy(told.renewBy());
    event.setClosesAt(told.closesAt());
    event.setOccurredAt(told.at());
    return event;
  }

  /**
   * An activation or reversal as it goes out.
   *
   * @param status what the renewal's carrier last said of the card, null if nothing
   */
  public static Activation activation(
      CardRules.Outcome outcome, @Nullable CardStatusReport status) {
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
    event.setCardStatus(CardNewsEvents.status(status));
    return event;
  }

  private static @Nullable ReversedBy reversedBy(CardChange.@Nullable Reversal reversal) {
    if (reversal == null || reversal.reason() == null) {
      return null;
    }
    return switch (reversal.reason()) {
      case REFUND -> ReversedBy.REFUND;
      case REVIEW -> ReversedBy.REVIEW;
    };
  }
}
