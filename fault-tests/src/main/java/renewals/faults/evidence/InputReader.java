package renewals.faults.evidence;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import renewals.schemas.json.EventJson;
import renewals.schemas.json.EventType;
import renewals.schemas.wire.SchemaRegistry;
import renewals.schemas.wire.UnknownSchemaException;
import renewals.schemas.wire.UnreadableException;
import renewals.schemas.wire.WireReader;
import renewals.stack.sim.partner.Place;

/** Reads the records of one input topic as the oracle understands them. For one thread. */
final class InputReader {

  private final EventType type;
  private final WireReader<SpecificRecord> reader;

  InputReader(EventType type, SchemaRegistry registry) {
    this.type = type;
    this.reader = new WireReader<>(registry, type.prototype());
  }

  Input read(ConsumerRecord<byte @Nullable [], byte @Nullable []> record) {
    Place place = new Place(record.topic(), record.partition(), record.offset());
    byte[] value = record.value();
    if (value == null) {
      return new Input.Unusable(
          place, Optional.ofNullable(record.key()).map(InputReader::text), Optional.of("INVALID"));
    }
    if (record.key() == null) {
      return new Input.Unusable(place, Optional.empty(), Optional.empty());
    }
    String key = text(record.key());
    try {
      SpecificRecord event = reader.read(value);
      return type.key(event).equals(key)
          ? new Input.Usable(place, key, EventJson.writeTree(event))
          : new Input.Unusable(place, Optional.of(key), Optional.of("KEY_MISMATCH"));
    } catch (UnreadableException e) {
      return new Input.Unusable(place, Optional.of(key), Optional.of("UNREADABLE"));
    } catch (UnknownSchemaException e) {
      return new Input.Unusable(place, Optional.of(key), Optional.of("UNKNOWN_SCHEMA"));
    }
  }

  private static String text(byte[] key) {
    return new String(key, StandardCharsets.UTF_8);
  }
}
