package renewals.activation.topology;

import java.util.Objects;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.jspecify.annotations.Nullable;

/**
 * One record that a processor gives out: where it goes and the bytes it goes as. They are made
 * where the decision is made, so that nothing can fail behind it.
 *
 * @param route where it goes; not part of the bytes
 * @param value null for the dead letter of a record without a value, and where a key is removed
 */
@SuppressWarnings("ArrayRecordComponent") // bytes on their way out, never compared
record Emission(Route route, byte @Nullable [] value) {

  enum Route {
    UPDATE,
    CARD_CHANGE,
    DEAD_LETTER,
    ACTIVATION,
    TIMES
  }

  /** The bytes, where there must be some. */
  byte[] bytes() {
    return Objects.requireNonNull(value, "only dead letters and removals may be without bytes");
  }

  boolean isUpdate() {
    return route == Route.UPDATE;
  }

  boolean isTimes() {
    return route == Route.TIMES;
  }

  boolean isCardChange() {
    return route == Route.CARD_CHANGE;
  }

  /** The bytes as they are; what is read from the internal topic is always a card change. */
  static Serde<Emission> serde() {
    Deserializer<Emission> reading = (topic, bytes) -> new Emission(Route.CARD_CHANGE, bytes);
    return Serdes.serdeFrom((topic, emission) -> emission.value(), reading);
  }
}
