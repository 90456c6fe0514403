package renewals.activation.topology;

import java.util.List;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.Repartitioned;
import renewals.activation.carrier.stream.CarrierStores;
import renewals.activation.record.Inputs;
import renewals.activation.renewal.stream.CardWatermarks;
import renewals.activation.renewal.stream.RenewalNodes;
import renewals.activation.renewal.stream.RenewalProcessor;
import renewals.schemas.Topics;
import renewals.streams.routing.MisroutedRecordProcessor;
import renewals.streams.routing.MisroutedRecordProcessor.Ways;
import renewals.streams.routing.RecordPartitioner;
import renewals.streams.routing.RepartitionNodes;
import renewals.streams.routing.Routed;
import renewals.streams.routing.RoutedSerde;

/** Renewals: their facts come to the partition of their renewal, and become one case each. */
final class RenewalGraph {

  private static final String IN_PLACE = "renewal-facts-in-place";
  private static final List<String> FACTS =
      List.of(
          Topics.RENEWAL_REQUESTS.name(),
          Topics.RENEWAL_PAYMENTS.name(),
          Topics.CARRIER_REVIEWS.name());

  private RenewalGraph() {}

  /** The part of renewals; what they ask of cards comes out. */
  static KStream<byte[], byte[]> add(Graph graph) {
    CarrierStores.besideRenewals().forEach(graph.builder()::addStateStore);
    return decide(graph, ingest(graph));
  }

  /** Reads the three inputs and brings each record to the partition of its renewal. */
  private static KStream<byte[], Routed> ingest(Graph graph) {
    TopologyParts parts = graph.parts();
    KStream<byte[], Routed> placed =
        graph
            .read(FACTS, "renewal-facts", "provenance", UnknownKeys.FACTS, Inputs.RENEWAL_FACTS)
            .process(
                () ->
                    new MisroutedRecordProcessor(
                        new Ways(IN_PLACE, RepartitionNodes.entryOf(GraphTopics.MOVED)),
                        Inputs.RENEWAL_FACTS,
                        parts.partitions(),
                        parts.watermarks(),
                        parts.ticks().every(),
                        graph.records()::moved),
                Named.as("place"));
    KStream<byte[], Routed> moved =
        placed.repartition(
            Repartitioned.with(Graph.BYTES, RoutedSerde.create())
                .withStreamPartitioner(
                    new RecordPartitioner<>(MisroutedRecordProcessor::partitionOf))
                .withName(GraphTopics.MOVED));
    return placed.merge(moved, Named.as(IN_PLACE));
  }

  /** One case a renewal: everything that is known of it comes together here. */
  private static KStream<byte[], byte[]> decide(Graph graph, KStream<byte[], Routed> facts) {
    KStream<byte[], byte[]> renewals =
        facts.process(
            new RenewalProcessor.Supplier(
                graph.parts().renewals(graph.records(), graph.deadLetters())),
            Named.as("renewals"),
            CarrierStores.SCAN);
    KStream<byte[], byte[]> changes =
        renewals.repartition(
            Repartitioned.with(Graph.BYTES, Graph.BYTES)
                .withStreamPartitioner(new RecordPartitioner<>(CardWatermarks::partitionsOf))
                .withName(GraphTopics.CARD_CHANGES)
                .withNumberOfPartitions(graph.parts().partitions()));
    Graph.write(renewals, RenewalNodes.UPDATES, Topics.RENEWAL_UPDATES);
    Graph.write(renewals, RenewalNodes.TIMES, Topics.PROCESSING_TIMES);
    Graph.write(renewals, RenewalNodes.DEAD_LETTERS, Topics.DEAD_LETTERS);
    return changes;
  }
}
