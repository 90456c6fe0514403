package renewals.activation.codec;

import renewals.activation.domain.CarrierCondition;
import renewals.activation.domain.CarrierWord;
import renewals.v1.CarrierStatus;

/** Turns a status that the contract allows into a carrier's word. */
final class StatusReader {

  private StatusReader() {}

  static CarrierWord read(CarrierStatus event) {
    return new CarrierWord(
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
