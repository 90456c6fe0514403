package renewals.activation.topology;

import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import renewals.activation.codec.Original;
import renewals.activation.codec.OriginalFormat;

/** Whole records with their coordinates, on the way to their right partition. */
final class OriginalSerde {

  private OriginalSerde() {}

  static Serde<Original> create() {
    return Serdes.serdeFrom(
        (topic, original) -> new OriginalFormat().write(original),
        (topic, bytes) -> new OriginalFormat().readOriginal(bytes));
  }
}
