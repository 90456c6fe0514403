package renewals.activation.card.stream;

import java.util.List;
import renewals.activation.cardreport.model.ReportPolicy;
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
 * What the cards' part of the graph is made with.
 *
 * @param registry where schemas of outputs are looked up
 * @param provenance judges whether who said something may say it
 * @param policy what operators set of the rules
 * @param reports what operators set of the rules of reports
 * @param partitions the partition count of renewals, which is that of cards
 * @param ticks how often reminders are looked at
 * @param writeBehindBytes how much memory a partition may use for cards that changed last
 * @param watermarks how far the changes that renewals ask for have been read
 * @param estimating when a renewal would be usable that is requested now
 * @param timers where timers at which a rule threw are reported
 * @param tracing what spans are begun by
 */
public record CardParts(
    SchemaRegistry registry,
    RecordProvenance provenance,
    RulePolicy policy,
    ReportPolicy reports,
    int partitions,
    Ticks ticks,
    long writeBehindBytes,
    PartitionWatermarks watermarks,
    DeadLetters deadLetters,
    RecordCounts records,
    CardCounts counts,
    Estimating estimating,
    SetAsideTimers timers,
    Tracing tracing) {

  /** The reminder of a card's expiry, as its timer is called where it fails. */
  static final String REMINDER = "reminder";

  /** Their timers, as they are called where one fails. */
  public static final List<String> TIMERS = List.of(REMINDER);
}
