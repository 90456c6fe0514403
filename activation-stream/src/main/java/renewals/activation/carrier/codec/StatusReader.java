package renewals.activation.carrier.codec;

import java.util.Map;
import renewals.activation.carrier.model.CarrierCondition;
import renewals.activation.carrier.model.CarrierStatusReport;
import renewals.activation.record.EventReader;
import renewals.provenance.RecordProvenance;
import renewals.schemas.Topics;
import renewals.schemas.wire.SchemaRegistry;
import renewals.schemas.wire.WireReader;
import renewals.v1.CarrierStatus;

/** Turns a status event that the contract allows into a status report. */
public final class StatusReader {

  private StatusReader() {}

  /** Reads records of the topic of statuses. */
  public static EventReader<CarrierStatusReport> of(
      SchemaRegistry registry, RecordProvenance provenance) {
    return new EventReader<>(
        Map.of(Topics.CARRIER_STATUS.name(), new WireReader<>(registry, new CarrierStatus())),
        "carrierId",
        event -> ((CarrierStatus) event).getCarrierId(),
        event -> read((CarrierStatus) event),
        provenance);
  }

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
