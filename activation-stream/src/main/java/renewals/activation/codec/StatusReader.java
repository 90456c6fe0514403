package renewals.activation.codec;

import renewals.activation.domain.CarrierCondition;
import renewals.activation.domain.CarrierStatusReport;
import renewals.v1.CarrierStatus;

/** Turns a status that the contract allows into a carrier's word. */
final class StatusReader {

  private StatusReader() {}

  static CarrierStatusReport read(CarrierStatus event) {
    return new CarrierStatusReport(
        event.getCarrierId(),
        event.getRevision(),
        new CarrierCondition(
            CarrierCondition.State.valueOf(event.getState().name()),
            event.getStartsAt(),
            event.getEndsAt()),
        event.getMessageZh(),
        event.getMessageEn());
  }
}
