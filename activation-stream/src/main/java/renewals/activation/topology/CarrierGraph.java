package renewals.activation.topology;

import static renewals.activation.topology.ActivationTopology.branch;
import static renewals.activation.topology.ActivationTopology.produced;

import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.kstream.Branched;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.Repartitioned;
import org.apache.kafka.streams.processor.UsePartitionTimeOnInvalidTimestamp;
import renewals.activation.topology.Emission.Route;
import renewals.schemas.Topics;
import renewals.streams.routing.RecordPartitioner;

/** The part of the graph that hears what carriers say of themselves. */
final class CarrierGraph {

  private static final String STATUS = "status-";
  private static final String WORD = "word-";
  private static final Serde<byte[]> BYTES = Serdes.ByteArray();

  private CarrierGraph() {}

  /**
   * Carriers' words on themselves: read wherever they lie, judged in one place, and told to every
   * partition of renewals.
   */
  static void add(StreamsBuilder builder, Parts parts) {
    Map<String, KStream<byte[], Emission>> read =
        builder.stream(
                Topics.CARRIER_STATUS.name(),
                Consumed.with(BYTES, BYTES)
                    .withTimestampExtractor(new UsePartitionTimeOnInvalidTimestamp())
                    .withName("carrier-status"))
            .process(new StatusProcessor.Supplier(parts), Named.as("read-status"))
            .split(Named.as(STATUS))
            .branch((key, emission) -> emission.isDeadLetter(), Branched.as("dead-letters"))
            .defaultBranch(Branched.as("reports"));
    Map<String, KStream<byte[], Emission>> judged =
        branch(read, STATUS + "reports")
            .repartition(
                Repartitioned.with(BYTES, Emission.read(Route.CARRIER_REPORT))
                    .withName(ActivationTopology.CARRIER_REPORTS)
                    .withNumberOfPartitions(1))
            .process(new CarrierRegisterProcessor.Supplier(parts), Named.as("carrier-register"))
            .split(Named.as(WORD))
            .branch((key, emission) -> emission.isDeadLetter(), Branched.as("dead-letters"))
            .defaultBranch(Branched.as("newest"));
    branch(judged, WORD + "newest")
        .repartition(
            Repartitioned.with(BYTES, Emission.read(Route.CARRIER_WORD))
                .withName(ActivationTopology.CARRIER_WORDS)
                .withNumberOfPartitions(parts.inputPartitions())
                .withStreamPartitioner(new RecordPartitioner<>(CarrierGraph::all)))
        .process(
            () -> new CarrierProcessor(parts),
            Named.as("carriers"),
            Stores.CARRIERS,
            Stores.CARRIER_WALK)
        .to(Topics.DEAD_LETTERS.name(), produced("failed-words"));
    branch(read, STATUS + "dead-letters")
        .to(Topics.DEAD_LETTERS.name(), produced("unreadable-statuses"));
    branch(judged, WORD + "dead-letters")
        .to(Topics.DEAD_LETTERS.name(), produced("conflicting-statuses"));
  }

  static Set<Integer> all(byte[] key, Emission value, int partitions) {
    return IntStream.range(0, partitions).boxed().collect(Collectors.toSet());
  }
}
