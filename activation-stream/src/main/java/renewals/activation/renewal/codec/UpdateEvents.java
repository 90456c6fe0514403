package renewals.activation.renewal.codec;

import renewals.activation.renewal.model.Fact;
import renewals.activation.renewal.model.Update;
import renewals.v1.RenewalUpdate;
import renewals.v1.UpdateKind;

/** Updates as events of the contract. */
public final class UpdateEvents {

  private UpdateEvents() {}

  /** An update as it goes out. */
  public static RenewalUpdate of(Update update) {
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
    event.setAmount(EventValues.money(update.amount()));
    event.setReason(update.reason());
    event.setText(update.text());
    event.setExpectedUsable(EventValues.expected(update.expected()));
    event.setOccurredAt(update.at());
    return event;
  }
}
