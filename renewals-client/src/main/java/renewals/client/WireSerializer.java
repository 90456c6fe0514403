package renewals.client;

import java.util.EnumMap;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;
import renewals.schemas.json.EventType;
import renewals.schemas.wire.HttpSchemaRegistry;
import renewals.schemas.wire.SchemaRegistry;
import renewals.schemas.wire.WireWriter;

/**
 * Writes events in the Confluent wire format. The schema id of each type is fetched once, with its
 * first event; schemas are never registered. Thread-safe, as producers ask of serializers.
 *
 * <p>Configured like Confluent's own serializer, by {@code schema.registry.url}.
 */
public final class WireSerializer implements Serializer<SpecificRecord> {

  private final Map<EventType, WireWriter<SpecificRecord>> writers = new EnumMap<>(EventType.class);
  private @Nullable SchemaRegistry registry;

  /** For Kafka, which calls {@link #configure} next. */
  public WireSerializer() {
    this(null);
  }

  WireSerializer(@Nullable SchemaRegistry registry) {
    this.registry = registry;
  }

  @Override
  public void configure(Map<String, ?> configs, boolean isKey) {
    if (registry == null) {
      registry = new HttpSchemaRegistry(String.valueOf(configs.get(ProducerConfigs.REGISTRY_URL)));
    }
  }

  @Override
  public byte[] serialize(String topic, SpecificRecord event) {
    WireWriter<SpecificRecord> writer = writerOf(EventType.of(event));
    synchronized (writer) {
      return writer.write(event);
    }
  }

  /** The registry is asked outside of the lock: while it is away, nobody waits for another. */
  private WireWriter<SpecificRecord> writerOf(EventType type) {
    synchronized (writers) {
      WireWriter<SpecificRecord> known = writers.get(type);
      if (known != null) {
        return known;
      }
    }
    SchemaRegistry configured = registry;
    if (configured == null) {
      throw new IllegalStateException("serializer is not configured");
    }
    WireWriter<SpecificRecord> fresh = WireWriter.of(configured, type.topic(), type.prototype());
    synchronized (writers) {
      return writers.computeIfAbsent(type, ignored -> fresh);
    }
  }
}
