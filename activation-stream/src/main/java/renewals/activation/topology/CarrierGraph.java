package renewals.activation.topology;

import java.util.List;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.Repartitioned;
import renewals.activation.carrier.stream.CarrierParts;
import renewals.activation.carrier.stream.CarrierProcessor;
import renewals.activation.carrier.stream.CarrierRegister;
import renewals.activation.carrier.stream.CarrierStores;
import renewals.activation.carrier.stream.ReadStatuses;
import renewals.activation.record.Inputs;
import renewals.schemas.Topics;

/**
 * Status reports of carriers: read wherever they lie, judged in one place, and sent to every
 * partition of renewals.
 */
final class CarrierGraph {

  private CarrierGraph() {}

  /** The part of carriers. */
  static void add(Graph graph) {
    CarrierParts parts = graph.parts().carriers(graph.records(), graph.deadLetters());
    KStream<byte[], byte[]> read =
        graph
            .read(
                List.of(Topics.CARRIER_STATUS.name()),
                "carrier-status",
                "provenance-of-statuses",
                UnknownKeys.CARRIER_STATUSES,
                Inputs.STATUSES)
            .process(ReadStatuses.making(parts), Named.as("read-status"));
    KStream<byte[], byte[]> judged =
        Graph.toOne(read, ReadStatuses.TO_REGISTER)
            .process(CarrierRegister.making(parts), Named.as("carrier-register"));
    KStream<byte[], byte[]> beside =
        judged
            .repartition(
                Repartitioned.with(Graph.BYTES, Graph.BYTES)
                    .withName(CarrierRegister.TO_RENEWALS)
                    .withNumberOfPartitions(graph.parts().partitions())
                    .withStreamPartitioner(Graph.toAll()))
            .process(
                () -> new CarrierProcessor(parts),
                Named.as("carriers"),
                CarrierStores.CARRIERS,
                CarrierStores.SCAN);
    Graph.write(beside, "failed-words", Topics.DEAD_LETTERS);
    Graph.write(read, ReadStatuses.DEAD_LETTERS, Topics.DEAD_LETTERS);
    Graph.write(judged, CarrierRegister.DEAD_LETTERS, Topics.DEAD_LETTERS);
  }
}
