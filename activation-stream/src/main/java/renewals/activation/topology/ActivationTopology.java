package renewals.activation.topology;

import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.KStream;
import renewals.activation.estimate.stream.EstimateStores;
import renewals.activation.estimate.stream.GlobalTimes;
import renewals.schemas.Topics;

/**
 * The whole graph, subject by subject. Every node, store and internal topic bears a name; a
 * processor forwards by the name of the node that takes it.
 */
public final class ActivationTopology {

  private ActivationTopology() {}

  /**
   * Builds the graph. What is added later comes last, so that tasks keep their numbers, which are
   * part of where their state lies.
   *
   * @param config the application's own; names must be explicit there
   */
  public static Topology build(StreamsConfig config, TopologyParts parts) {
    Graph graph = new Graph(config, parts);
    KStream<byte[], byte[]> changes = RenewalGraph.add(graph);
    KStream<byte[], byte[]> cards = CardGraph.add(graph, changes);
    CarrierGraph.add(graph);
    graph
        .builder()
        .addGlobalStore(
            EstimateStores.times(),
            Topics.PROCESSING_TIMES.name(),
            Consumed.with(Serdes.String(), Graph.BYTES).withName("all-processing-times"),
            GlobalTimes::new);
    AnnouncementGraph.add(graph, cards);
    CardGraph.addStatuses(graph);
    return graph.builder().build();
  }
}
