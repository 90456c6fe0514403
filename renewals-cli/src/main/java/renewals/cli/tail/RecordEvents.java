package renewals.cli.tail;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;
import renewals.schemas.json.EventJson;
import renewals.schemas.json.EventType;
import renewals.schemas.wire.SchemaRegistry;
import renewals.schemas.wire.UnknownSchemaException;
import renewals.schemas.wire.UnreadableException;
import renewals.schemas.wire.WireReader;

/** The events in records of inputs, as JSON. One thread. */
public final class RecordEvents {

  private final SchemaRegistry registry;
  private final Map<EventType, WireReader<SpecificRecord>> readers = new EnumMap<>(EventType.class);

  public RecordEvents(SchemaRegistry registry) {
    this.registry = registry;
  }

  /**
   * The event, unless its bytes are none of that topic's.
   *
   * @throws renewals.schemas.wire.RegistryUnavailableException nobody can say now
   */
  public Optional<ObjectNode> of(String topicName, byte @Nullable [] value) {
    if (value == null) {
      return Optional.empty();
    }
    return EventType.inputs().stream()
        .filter(type -> type.topic().name().equals(topicName))
        .findFirst()
        .flatMap(type -> read(type, value))
        .map(EventJson::writeTree);
  }

  private Optional<SpecificRecord> read(EventType type, byte[] value) {
    try {
      return Optional.of(
          readers
              .computeIfAbsent(type, any -> new WireReader<>(registry, type.prototype()))
              .read(value));
    } catch (UnreadableException | UnknownSchemaException e) {
      return Optional.empty();
    }
  }
}
