package renewals.activation.topology;

import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import renewals.activation.codec.OriginalFormat;
import renewals.streams.routing.Routed;

/** Whole records with their coordinates, on the way to their right partition, and marks. */
final class PlacedSerde {

  private PlacedSerde() {}

  static Serde<Routed> create() {
    return Serdes.serdeFrom(
        (topic, placed) -> new OriginalFormat().write(placed),
        (topic, bytes) -> new OriginalFormat().readPlaced(bytes));
  }
}
