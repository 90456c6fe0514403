package renewals.activation.topology;

import java.time.Duration;
import renewals.activation.domain.RulePolicy;
import renewals.schemas.wire.SchemaRegistry;
import renewals.streams.record.TopicIds;
import renewals.streams.watermark.PartitionWatermarks;

/**
 * What the graph is made with.
 *
 * @param registry where schemas of inputs and outputs are looked up
 * @param terms what operators set of the rules
 * @param inputPartitions the partition count that the three inputs share
 * @param cardPartitions the partition count of the internal topic of card changes
 * @param tick how often deadlines and parked records are looked at
 * @param mostPerTick how many deadlines one tick fires at the most; the next goes on
 * @param heldCaseBytes how much memory each partition may use for cases that changed last
 * @param heldCardBytes how much memory each partition may use for cards that changed last
 * @param progress how far the inputs have been read
 * @param counts what is counted
 * @param estimating how expected times are learnt and told
 * @param board where the partitions' tallies are put up
 * @param carriers where what carriers said of themselves is put up
 * @param topics the ids of the inputs, for dead letters
 */
public record Parts(
    SchemaRegistry registry,
    RulePolicy terms,
    int inputPartitions,
    int cardPartitions,
    Duration tick,
    int mostPerTick,
    long heldCaseBytes,
    long heldCardBytes,
    PartitionWatermarks progress,
    PipelineCounts counts,
    Estimating estimating,
    StateCountsBoard board,
    CarrierBoard carriers,
    TopicIds topics) {}
