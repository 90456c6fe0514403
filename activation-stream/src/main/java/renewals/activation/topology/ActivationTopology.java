package renewals.activation.topology;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyConfig;
import org.apache.kafka.streams.kstream.Branched;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.kstream.Repartitioned;
import org.apache.kafka.streams.processor.UsePartitionTimeOnInvalidTimestamp;
import renewals.activation.topology.Emission.Route;
import renewals.kit.kafka.InternalTopics;
import renewals.schemas.Topics;
import renewals.streams.routing.MisroutedRecordProcessor;
import renewals.streams.routing.RecordPartitioner;
import renewals.streams.routing.Routed;
import renewals.streams.routing.RoutedSerde;

/** The whole graph: ingest, decide, emit. Every node, store and internal topic bears a name. */
public final class ActivationTopology {

  /** Internal topic of records that their producer put into the wrong partition. */
  public static final String MOVED = "moved";

  /** Internal topic of valid words of carriers on their way to be judged, all in one partition. */
  public static final String CARRIER_REPORTS = "carrier-reports";

  /** Internal topic of the newest words of carriers, each in every partition of renewals. */
  public static final String CARRIER_WORDS = "carrier-words";

  /** Internal topic of changes, and marks, on their way from renewals to cards. */
  public static final String CARD_CHANGES = "card-changes";

  /** The internal topics that have the partitions of an input; the others have one. */
  public static final InternalTopics INTERNAL = internalTopics();

  private static final String PLACED = "placed-";
  private static final String EMIT = "emit-";
  private static final String TELL = "tell-";
  private static final Serde<byte[]> BYTES = Serdes.ByteArray();

  private ActivationTopology() {}

  private static InternalTopics internalTopics() {
    Map<String, String> sizedLike = new HashMap<>();
    for (String moving : List.of(MOVED, CARRIER_WORDS, CARD_CHANGES)) {
      sizedLike.put(moving + "-repartition", Topics.RENEWAL_REQUESTS.name());
    }
    for (String store : Stores.SIZED_LIKE_RENEWALS) {
      sizedLike.put(store + "-changelog", Topics.RENEWAL_REQUESTS.name());
    }
    sizedLike.put(Stores.PARKED_STATUSES + "-changelog", Topics.CARRIER_STATUS.name());
    return new InternalTopics(sizedLike);
  }

  /**
   * Builds the graph.
   *
   * @param config the application's own; names must be explicit there
   */
  public static Topology build(StreamsConfig config, Parts parts) {
    StreamsBuilder builder = new StreamsBuilder(new TopologyConfig(config));
    Stores.ofCarriers().forEach(builder::addStateStore);
    KStream<byte[], Routed> placed = ingest(builder, parts);
    Map<String, KStream<byte[], Emission>> decided = decide(placed, parts);
    emit(decided, parts);
    CarrierGraph.add(builder, parts);
    builder.addGlobalStore(
        Stores.ofTimes(),
        Topics.PROCESSING_TIMES.name(),
        Consumed.with(Serdes.String(), BYTES).withName("all-processing-times"),
        GlobalTimes::new);
    return builder.build();
  }

  /** Reads the three inputs and brings each record to the partition of its renewal. */
  private static KStream<byte[], Routed> ingest(StreamsBuilder builder, Parts parts) {
    Map<String, KStream<byte[], Routed>> read =
        builder.stream(
                List.of(
                    Topics.RENEWAL_REQUESTS.name(),
                    Topics.RENEWAL_PAYMENTS.name(),
                    Topics.CARRIER_REVIEWS.name()),
                Consumed.with(BYTES, BYTES)
                    .withTimestampExtractor(new UsePartitionTimeOnInvalidTimestamp())
                    .withName("renewal-facts"))
            .process(
                () ->
                    new MisroutedRecordProcessor(
                        Inputs.RENEWAL_FACTS,
                        parts.inputPartitions(),
                        parts.progress(),
                        parts.counts()::moved),
                Named.as("place"))
            .split(Named.as(PLACED))
            .branch(
                (key, placed) -> MisroutedRecordProcessor.belongsElsewhere(placed),
                Branched.as("elsewhere"))
            .defaultBranch(Branched.as("here"));
    KStream<byte[], Routed> moved =
        branch(read, PLACED + "elsewhere")
            .repartition(
                Repartitioned.with(BYTES, RoutedSerde.create())
                    .withStreamPartitioner(
                        new RecordPartitioner<>(MisroutedRecordProcessor::partitionOf))
                    .withName(MOVED));
    return branch(read, PLACED + "here").merge(moved, Named.as("renewal-facts-in-place"));
  }

  /** One case a renewal: everything that is known of it comes together here. */
  private static Map<String, KStream<byte[], Emission>> decide(
      KStream<byte[], Routed> placed, Parts parts) {
    return placed
        .process(new RenewalProcessor.Supplier(parts), Named.as("renewals"), Stores.CARRIER_WALK)
        .split(Named.as(EMIT))
        .branch((key, emission) -> emission.isUpdate(), Branched.as("updates"))
        .branch((key, emission) -> emission.isCardChange(), Branched.as("card-changes"))
        .branch((key, emission) -> emission.isTimes(), Branched.as("processing-times"))
        .defaultBranch(Branched.as("dead-letters"));
  }

  /** Updates and dead letters go out; changes go through their card's ledger first. */
  private static void emit(Map<String, KStream<byte[], Emission>> decided, Parts parts) {
    Map<String, KStream<byte[], Emission>> booked =
        branch(decided, EMIT + "card-changes")
            .repartition(
                Repartitioned.with(BYTES, Emission.read(Route.CARD_CHANGE))
                    .withStreamPartitioner(new RecordPartitioner<>(CardWatermarks::partitionsOf))
                    .withName(CARD_CHANGES)
                    .withNumberOfPartitions(parts.cardPartitions()))
            .process(new CardProcessor.Supplier(parts), Named.as("cards"))
            .split(Named.as(TELL))
            .branch((key, emission) -> emission.isUpdate(), Branched.as("reminders"))
            .branch((key, emission) -> emission.isDeadLetter(), Branched.as("dead-letters"))
            .defaultBranch(Branched.as("activations"));
    branch(decided, EMIT + "updates")
        .to(Topics.RENEWAL_UPDATES.name(), produced("renewal-updates"));
    branch(decided, EMIT + "processing-times")
        .to(Topics.PROCESSING_TIMES.name(), produced("processing-times"));
    branch(decided, EMIT + "dead-letters").to(Topics.DEAD_LETTERS.name(), produced("dead-letters"));
    branch(booked, TELL + "reminders")
        .to(Topics.RENEWAL_UPDATES.name(), produced("expiry-reminders"));
    branch(booked, TELL + "dead-letters")
        .to(Topics.DEAD_LETTERS.name(), produced("failed-changes"));
    branch(booked, TELL + "activations")
        .to(Topics.RENEWAL_ACTIVATIONS.name(), produced("renewal-activations"));
  }

  static Produced<byte[], Emission> produced(String node) {
    return Produced.with(BYTES, Emission.written()).withName(node);
  }

  static <V> KStream<byte[], V> branch(Map<String, KStream<byte[], V>> all, String name) {
    return Objects.requireNonNull(all.get(name), name);
  }
}
