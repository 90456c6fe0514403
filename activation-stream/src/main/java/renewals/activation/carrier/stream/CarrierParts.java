package renewals.activation.carrier.stream;

import java.util.List;
import renewals.activation.record.DeadLetters;
import renewals.activation.record.RecordCounts;
import renewals.activation.record.Ticks;
import renewals.provenance.RecordProvenance;
import renewals.schemas.wire.SchemaRegistry;
import renewals.streams.runtime.SetAsideTimers;

/**
 * What the carriers' part of the graph is made with.
 *
 * @param registry where schemas of inputs are looked up
 * @param provenance judges who may say what
 * @param ticks how often parked records and moments of reports are looked at
 * @param board where the status of carriers is shown to readers
 * @param timers where timers at which a rule threw are reported
 */
public record CarrierParts(
    SchemaRegistry registry,
    RecordProvenance provenance,
    Ticks ticks,
    DeadLetters deadLetters,
    RecordCounts records,
    CarrierBoard board,
    SetAsideTimers timers) {

  /** The moment at which a carrier's report begins or ends to hold, as its timer is called. */
  static final String CARRIER = "carrier";

  /** Their timers, as they are called where one fails. */
  public static final List<String> TIMERS = List.of(CARRIER);
}
