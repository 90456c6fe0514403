package renewals.schemas.wire;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;
import renewals.schemas.Topic;

/**
 * Writes records of one type in the Confluent wire format. The schema id is fetched once, when the
 * writer is made. For one thread.
 */
public final class WireWriter<T extends SpecificRecord> {

  private final SpecificDatumWriter<T> writer;
  private final byte[] header;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream(512);
  private @Nullable BinaryEncoder encoder;

  private WireWriter(int schemaId, T prototype) {
    this.writer =
        new SpecificDatumWriter<>(
            prototype.getSchema(), SpecificData.getForClass(prototype.getClass()));
    this.header =
        new byte[] {
          WireFormat.MAGIC,
          (byte) (schemaId >>> 24),
          (byte) (schemaId >>> 16),
          (byte) (schemaId >>> 8),
          (byte) schemaId
        };
  }

  /**
   * A writer for the values of a topic.
   *
   * @throws UnknownSchemaException the schema is not registered under the topic's subject
   * @throws RegistryUnavailableException the registry gave no answer
   */
  public static <T extends SpecificRecord> WireWriter<T> of(
      SchemaRegistry registry, Topic topic, T prototype) {
    return new WireWriter<>(registry.idOf(topic.subject(), prototype.getSchema()), prototype);
  }

  /** The record in wire format. */
  public byte[] write(T datum) {
    out.reset();
    out.writeBytes(header);
    BinaryEncoder kept = encoder;
    BinaryEncoder to = kept == null ? EncoderFactory.get().binaryEncoder(out, null) : kept;
    encoder = null; // one that a bad record broke off in would write its rest before the next
    try {
      writer.write(datum, to);
      to.flush();
      encoder = to;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot happen: the target is memory", e);
    }
    return out.toByteArray();
  }
}
