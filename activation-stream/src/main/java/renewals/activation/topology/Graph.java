package renewals.activation.topology;

import java.util.List;
import java.util.Set;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TopologyConfig;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.kstream.Repartitioned;
import org.apache.kafka.streams.processor.StreamPartitioner;
import org.apache.kafka.streams.processor.UsePartitionTimeOnInvalidTimestamp;
import renewals.activation.record.DeadLetters;
import renewals.activation.record.Inputs;
import renewals.activation.record.RecordCounts;
import renewals.schemas.Topic;
import renewals.streams.provenance.Arrival;
import renewals.streams.provenance.ProvenanceProcessor;
import renewals.streams.routing.RecordPartitioner;
import renewals.streams.state.StateStores;

/** A graph that is being built, and how each of its subjects reads, hands on and writes. */
final class Graph {

  static final Serde<byte[]> BYTES = Serdes.ByteArray();

  private final StreamsConfig config;
  private final StreamsBuilder builder;
  private final TopologyParts parts;
  private final RecordCounts records;
  private final DeadLetters deadLetters;

  Graph(StreamsConfig config, TopologyParts parts) {
    this.config = config;
    this.builder = new StreamsBuilder(new TopologyConfig(config));
    this.parts = parts;
    this.records = new RecordCounts(parts.meters());
    this.deadLetters = new DeadLetters(parts.topics(), records);
  }

  StreamsBuilder builder() {
    return builder;
  }

  TopologyParts parts() {
    return parts;
  }

  RecordCounts records() {
    return records;
  }

  DeadLetters deadLetters() {
    return deadLetters;
  }

  /**
   * Reads inputs, and judges who said each record before anything else is asked of it.
   *
   * @param source the node that reads
   * @param judge the node that judges
   * @param unknownKeys the store of records of keys that aren't known yet
   * @param inputs what the topics are called in the watermarks
   */
  KStream<byte[], Arrival> read(
      List<String> topics, String source, String judge, String unknownKeys, Inputs inputs) {
    Consumed<byte[], byte[]> consumed =
        Consumed.with(BYTES, BYTES)
            .withTimestampExtractor(new UsePartitionTimeOnInvalidTimestamp())
            .withName(source);
    return builder.stream(topics, consumed)
        .process(
            new ProvenanceProcessor.Supplier(
                parts.provenance(),
                records::parked,
                Set.copyOf(topics),
                StateStores.onDisk(unknownKeys, BYTES),
                inputs,
                parts.watermarks()),
            Named.as(judge));
  }

  /** To the one partition in which something is judged. */
  static KStream<byte[], byte[]> toOne(KStream<byte[], byte[]> from, String topic) {
    return from.repartition(
        Repartitioned.with(BYTES, BYTES).withName(topic).withNumberOfPartitions(1));
  }

  /** To all partitions of an internal topic. */
  static StreamPartitioner<byte[], byte[]> toAll() {
    return new RecordPartitioner<>((key, value, count) -> RecordPartitioner.all(count));
  }

  /** Into the internal topic to cards, which a repartition of the DSL makes: {@link CardGraph}. */
  Sink intoCards(String node) {
    return new Sink(
        "%s-%s-repartition"
            .formatted(
                config.getString(StreamsConfig.APPLICATION_ID_CONFIG), GraphTopics.CARD_CHANGES),
        Produced.with(BYTES, BYTES).withName(node));
  }

  /** Where records go, and how. */
  record Sink(String topic, Produced<byte[], byte[]> produced) {}

  static void write(KStream<byte[], byte[]> from, String node, Topic topic) {
    from.to(topic.name(), Produced.with(BYTES, BYTES).withName(node));
  }
}
