package renewals.activation.renewal.codec;

import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import renewals.activation.renewal.model.CaseUpdateKind;
import renewals.activation.renewal.model.Fact;
import renewals.activation.renewal.model.Update;
import renewals.v1.RenewalUpdate;
import renewals.v1.UpdateKind;

/** Updates as events of the contract. */
public final class UpdateEvents {

  private static final Map<CaseUpdateKind, UpdateKind> KINDS = kinds();

  private UpdateEvents() {}

  /** Each by its name. */
  private static Map<CaseUpdateKind, UpdateKind> kinds() {
    Map<CaseUpdateKind, UpdateKind> kinds = new EnumMap<>(CaseUpdateKind.class);
    for (var kind : CaseUpdateKind.values()) {
      kinds.put(kind, UpdateKind.valueOf(kind.name()));
    }
    return kinds;
  }

  /** An update as it goes out. */
  public static RenewalUpdate of(Update update) {
    Fact.Requested request = update.request();
    RenewalUpdate event = new RenewalUpdate();
    event.setUpdateId(update.updateId());
    event.setKind(KINDS.get(update.kind()));
    event.setRenewalId(update.renewalId());
    if (request != null) {
      event.setMerchantId(request.merchantId());
      event.setTerminalId(request.terminalId());
      event.setIccid(request.iccid());
      event.setCarrierId(request.carrierId());
      Instant told = request.currentValidUntil();
      event.setValidUntil(told != null && told.isAfter(update.at()) ? told : null);
    }
    event.setAmount(EventValues.money(update.amount()));
    event.setReason(update.reason());
    event.setText(update.text());
    event.setExpectedUsable(EventValues.expected(update.expected()));
    event.setOccurredAt(update.at());
    return event;
  }
}
