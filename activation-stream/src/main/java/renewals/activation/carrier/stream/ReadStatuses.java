package renewals.activation.carrier.stream;

import renewals.activation.carrier.codec.CarrierFormat;
import renewals.activation.carrier.codec.CarrierFormat.Report;
import renewals.activation.carrier.codec.StatusReader;
import renewals.activation.carrier.model.CarrierStatusReport;
import renewals.activation.record.ReadProcessor;
import renewals.streams.routing.RepartitionNodes;

/** Reads what carriers publish of themselves; all go to one place to be judged. */
public final class ReadStatuses {

  /** The internal topic that brings valid reports to where they are judged. */
  public static final String TO_REGISTER = "carrier-reports";

  /** The node of dead letters. */
  public static final String DEAD_LETTERS = "unreadable-statuses";

  private ReadStatuses() {}

  /** The processor that reads them. */
  public static ReadProcessor.Making<CarrierStatusReport> making(CarrierParts parts) {
    return new ReadProcessor.Making<>(
        () -> StatusReader.of(parts.registry(), parts.provenance()),
        () -> {
          CarrierFormat format = new CarrierFormat();
          return (report, original) -> format.write(new Report(report, original));
        },
        CarrierStores.PARKED_STATUSES,
        RepartitionNodes.entryOf(TO_REGISTER),
        DEAD_LETTERS,
        parts.ticks(),
        parts.deadLetters(),
        parts.records());
  }
}
