package renewals.activation.topology;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.stream.Stream;
import renewals.activation.announcement.stream.AnnouncementCounts;
import renewals.activation.announcement.stream.AnnouncementParts;
import renewals.activation.card.stream.CardCounts;
import renewals.activation.card.stream.CardParts;
import renewals.activation.cardreport.model.ReportPolicy;
import renewals.activation.carrier.stream.CarrierBoard;
import renewals.activation.carrier.stream.CarrierParts;
import renewals.activation.estimate.stream.Estimating;
import renewals.activation.record.DeadLetters;
import renewals.activation.record.RecordCounts;
import renewals.activation.record.Ticks;
import renewals.activation.renewal.rules.RulePolicy;
import renewals.activation.renewal.stream.RenewalCounts;
import renewals.activation.renewal.stream.RenewalParts;
import renewals.activation.renewal.stream.StateCountsBoard;
import renewals.kit.tracing.Tracing;
import renewals.provenance.RecordProvenance;
import renewals.schemas.wire.SchemaRegistry;
import renewals.streams.record.TopicIds;
import renewals.streams.runtime.SetAsideTimers;
import renewals.streams.watermark.PartitionWatermarks;

/**
 * What the graph is made with; each subject is given what it needs of it.
 *
 * @param registry where schemas of inputs and outputs are looked up
 * @param provenance judges who said records of inputs, and whether they may
 * @param policy what operators set of the rules
 * @param reports what operators set of the rules of carriers' reports of cards
 * @param partitions the partition count that the three inputs share, and the cards with them
 * @param caseBytes how much memory a partition may use for cases that changed last
 * @param cardBytes how much memory a partition may use for cards that changed last
 * @param watermarks how far the inputs have been read
 * @param meters where is counted what becomes of records, renewals and cards
 * @param estimating how expected times are learnt and quoted
 * @param board where the partitions' state counts are shown to readers
 * @param carriers where the status of carriers is shown to readers
 * @param topics the ids of the inputs, for dead letters
 * @param timers where timers at which a rule threw are reported
 * @param tracing what spans are begun by
 */
public record TopologyParts(
    SchemaRegistry registry,
    RecordProvenance provenance,
    RulePolicy policy,
    ReportPolicy reports,
    int partitions,
    Ticks ticks,
    long caseBytes,
    long cardBytes,
    PartitionWatermarks watermarks,
    MeterRegistry meters,
    Estimating estimating,
    StateCountsBoard board,
    CarrierBoard carriers,
    TopicIds topics,
    SetAsideTimers timers,
    Tracing tracing) {

  /** All timers of the graph, as they are called where one fails. */
  public static final List<String> TIMERS =
      Stream.of(RenewalParts.TIMERS, CardParts.TIMERS, CarrierParts.TIMERS)
          .flatMap(List::stream)
          .toList();

  RenewalParts renewals(RecordCounts records, DeadLetters deadLetters) {
    return new RenewalParts(
        registry,
        provenance,
        policy,
        partitions,
        ticks,
        caseBytes,
        watermarks,
        deadLetters,
        records,
        new RenewalCounts(meters, records),
        estimating,
        board,
        carriers,
        timers,
        tracing);
  }

  CardParts cards(RecordCounts records, DeadLetters deadLetters) {
    return new CardParts(
        registry,
        provenance,
        policy,
        reports,
        partitions,
        ticks,
        cardBytes,
        watermarks,
        deadLetters,
        records,
        new CardCounts(meters),
        estimating,
        timers,
        tracing);
  }

  AnnouncementParts announcements(RecordCounts records, DeadLetters deadLetters) {
    return new AnnouncementParts(
        registry,
        provenance,
        partitions,
        ticks,
        deadLetters,
        records,
        new AnnouncementCounts(meters));
  }

  CarrierParts carriers(RecordCounts records, DeadLetters deadLetters) {
    return new CarrierParts(registry, provenance, ticks, deadLetters, records, carriers, timers);
  }
}
