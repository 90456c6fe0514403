package renewals.bench.rival;

import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;
import renewals.schemas.Topic;
import renewals.schemas.wire.SchemaRegistry;
import renewals.schemas.wire.WireReader;
import renewals.schemas.wire.WireWriter;

/**
 * Avro in the wire format, with the same readers and writers as the services', one for each thread:
 * rivals must not lose by a slower serializer.
 */
final class WireSerde<T extends SpecificRecord> implements Serde<T> {

  private final ThreadLocal<WireWriter<T>> writers;
  private final ThreadLocal<WireReader<T>> readers;

  WireSerde(SchemaRegistry registry, Topic topic, T prototype) {
    this.writers = ThreadLocal.withInitial(() -> WireWriter.of(registry, topic, prototype));
    this.readers = ThreadLocal.withInitial(() -> new WireReader<>(registry, prototype));
  }

  byte @Nullable [] write(@Nullable T event) {
    return event == null ? null : writers.get().write(event);
  }

  @Nullable T read(byte @Nullable [] bytes) {
    return bytes == null ? null : readers.get().read(bytes);
  }

  @Override
  @SuppressWarnings("NullAway") // Kafka hands nulls through; the rest of it is not annotated
  public Serializer<T> serializer() {
    return (topic, event) -> write(event);
  }

  @Override
  @SuppressWarnings("NullAway") // as above
  public Deserializer<T> deserializer() {
    return (topic, bytes) -> read(bytes);
  }
}
