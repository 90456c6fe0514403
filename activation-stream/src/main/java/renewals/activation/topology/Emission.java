package renewals.activation.topology;

import java.util.Objects;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.Serializer;
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
    CARRIER_REPORT,
    CARRIER_WORD,
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

  boolean isDeadLetter() {
    return route == Route.DEAD_LETTER;
  }

  /**
   * The bytes as they are, to and from an internal topic.
   *
   * @param route of what it holds: always of one kind
   */
  static Serde<Emission> read(Route route) {
    Deserializer<Emission> reading = (topic, bytes) -> new Emission(route, bytes);
    return Serdes.serdeFrom(writing(), reading);
  }

  /** The bytes as they are, to topics that are read elsewhere. */
  static Serde<Emission> written() {
    Deserializer<Emission> never =
        (topic, bytes) -> {
          throw new IllegalStateException("%s is not read here".formatted(topic));
        };
    return Serdes.serdeFrom(writing(), never);
  }

  private static Serializer<Emission> writing() {
    return (topic, emission) -> emission.value();
  }
}
