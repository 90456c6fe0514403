package renewals.schemas.wire;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;
import renewals.schemas.TrustedTypes;

/**
 * Reads records of one type from the Confluent wire format, whatever compatible schema they were
 * written with. Asks the registry once per schema id. For one thread.
 */
public final class WireReader<T extends SpecificRecord> {

  static {
    TrustedTypes.install();
  }

  private final SchemaRegistry registry;
  private final Schema expected;
  private final SpecificData model;
  private final Map<Integer, SpecificDatumReader<T>> readers = new HashMap<>();
  private @Nullable BinaryDecoder decoder;

  public WireReader(SchemaRegistry registry, T prototype) {
    this.registry = registry;
    this.expected = prototype.getSchema();
    this.model = SpecificData.getForClass(prototype.getClass());
  }

  /**
   * Reads one record.
   *
   * @throws UnreadableException the bytes are not such a record
   * @throws UnknownSchemaException the registry has no schema of the id the bytes name
   * @throws RegistryUnavailableException the id is new and the registry gave no answer
   */
  public T read(byte[] bytes) {
    SpecificDatumReader<T> reader = readerOf(WireFormat.schemaId(bytes));
    int length = bytes.length - WireFormat.HEADER_BYTES;
    BinaryDecoder from =
        DecoderFactory.get().binaryDecoder(bytes, WireFormat.HEADER_BYTES, length, decoder);
    decoder = from;
    try {
      T read = reader.read(null, from);
      if (from.isEnd()) {
        return read;
      }
    } catch (IOException | RuntimeException e) {
      // Avro has no one exception for bad bytes: UnsupportedOperationException is among them.
      throw new UnreadableException("value is no %s: %s".formatted(expected.getFullName(), e), e);
    }
    throw new UnreadableException("value goes on after the end of " + expected.getFullName());
  }

  private SpecificDatumReader<T> readerOf(int schemaId) {
    SpecificDatumReader<T> known = readers.get(schemaId);
    if (known != null) {
      return known;
    }
    Schema written = registry.byId(schemaId);
    String misfit = TimeUnits.misfit(written, expected);
    if (misfit != null) {
      throw new UnreadableException("schema id %d: %s".formatted(schemaId, misfit));
    }
    SpecificDatumReader<T> fresh = new SpecificDatumReader<>(written, expected, model);
    readers.put(schemaId, fresh);
    return fresh;
  }
}
