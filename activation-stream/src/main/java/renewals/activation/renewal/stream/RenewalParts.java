package renewals.activation.renewal.stream;

import java.util.List;
import renewals.activation.carrier.stream.CarrierBoard;
import renewals.activation.estimate.stream.Estimating;
import renewals.activation.record.DeadLetters;
import renewals.activation.record.RecordCounts;
import renewals.activation.record.Ticks;
import renewals.activation.renewal.rules.RulePolicy;
import renewals.kit.tracing.Tracing;
import renewals.provenance.RecordProvenance;
import renewals.schemas.wire.SchemaRegistry;
import renewals.streams.runtime.SetAsideTimers;
import renewals.streams.watermark.PartitionWatermarks;

/**
 * What the renewals' part of the graph is made with.
 *
 * @param registry where schemas of inputs and outputs are looked up
 * @param provenance judges who may say what
 * @param policy what operators set of the rules
 * @param partitions the partition count that the three inputs share
 * @param ticks how often deadlines and parked records are looked at
 * @param writeBehindBytes how much memory a partition may use for cases that changed last
 * @param watermarks how far the inputs have been read
 * @param estimating how expected times are learnt and quoted
 * @param board where the partitions' state counts are shown to readers
 * @param carriers the status of carriers
 * @param timers where timers at which a rule threw are reported
 * @param tracing what spans are begun by
 */
public record RenewalParts(
    SchemaRegistry registry,
    RecordProvenance provenance,
    RulePolicy policy,
    int partitions,
    Ticks ticks,
    long writeBehindBytes,
    PartitionWatermarks watermarks,
    DeadLetters deadLetters,
    RecordCounts records,
    RenewalCounts counts,
    Estimating estimating,
    StateCountsBoard board,
    CarrierBoard carriers,
    SetAsideTimers timers,
    Tracing tracing) {

  /** The deadline of a renewal, as its timer is called where it fails. */
  static final String DEADLINE = "deadline";

  /** A new estimate of a renewal, after its carrier's status changed. */
  static final String REESTIMATION = "reestimation";

  /** Their timers, as they are called where one fails. */
  public static final List<String> TIMERS = List.of(DEADLINE, REESTIMATION);
}
