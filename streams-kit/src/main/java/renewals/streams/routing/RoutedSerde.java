package renewals.streams.routing;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.jspecify.annotations.Nullable;
import renewals.streams.record.SourceRecord;
import renewals.streams.routing.Routed.RemoteWatermark;

/**
 * Whole records with their coordinates, on the way to their right partition, and watermarks: a
 * version, which of the two it is, and its fields.
 */
public final class RoutedSerde {

  private static final int VERSION = 2;
  private static final int RECORD = 1;
  private static final int MARK = 2;
  private static final int ABSENT = -1;

  private RoutedSerde() {}

  /** A serde for any number of threads. */
  public static Serde<Routed> create() {
    return Serdes.serdeFrom((topic, routed) -> write(routed), (topic, bytes) -> read(bytes));
  }

  private static byte[] write(Routed routed) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);
    try (DataOutputStream to = new DataOutputStream(bytes)) {
      to.writeByte(VERSION);
      switch (routed) {
        case Routed.Source source -> write(source.record(), to);
        case RemoteWatermark remote -> {
          to.writeByte(MARK);
          to.writeInt(remote.from());
          to.writeInt(remote.to());
          to.writeLong(remote.watermark());
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot happen: the target is memory", e);
    }
    return bytes.toByteArray();
  }

  private static void write(SourceRecord record, DataOutputStream to) throws IOException {
    to.writeByte(RECORD);
    writeText(record.topic(), to);
    to.writeInt(record.partition());
    to.writeLong(record.offset());
    to.writeLong(record.appendedAt());
    writeBlob(record.key(), to);
    writeBlob(record.value(), to);
    Header[] headers = record.headers().toArray();
    to.writeInt(headers.length);
    for (Header header : headers) {
      writeText(header.key(), to);
      writeBlob(header.value(), to);
    }
  }

  private static Routed read(byte[] bytes) {
    try (DataInputStream from = new DataInputStream(new ByteArrayInputStream(bytes))) {
      int version = from.readByte();
      if (version != VERSION) {
        throw new IllegalStateException(
            "moved record has version %d, expected %d".formatted(version, VERSION));
      }
      int kind = from.readByte();
      return switch (kind) {
        case RECORD -> new Routed.Source(readRecord(from), Optional.empty());
        case MARK -> new RemoteWatermark(from.readInt(), from.readInt(), from.readLong());
        default -> throw new IllegalStateException("moved record is of kind " + kind);
      };
    } catch (IOException e) {
      throw new UncheckedIOException("moved record ends too early", e);
    }
  }

  private static SourceRecord readRecord(DataInputStream from) throws IOException {
    String topic = readText(from);
    int partition = from.readInt();
    long offset = from.readLong();
    long appendedAt = from.readLong();
    byte[] key = readBlob(from);
    byte[] value = readBlob(from);
    RecordHeaders headers = new RecordHeaders();
    for (int left = from.readInt(); left > 0; left--) {
      headers.add(readText(from), readBlob(from));
    }
    return new SourceRecord(topic, partition, offset, appendedAt, key, value, headers);
  }

  private static void writeText(String text, DataOutputStream to) throws IOException {
    writeBlob(text.getBytes(StandardCharsets.UTF_8), to);
  }

  private static String readText(DataInputStream from) throws IOException {
    byte[] utf8 = readBlob(from);
    return utf8 == null ? "" : new String(utf8, StandardCharsets.UTF_8);
  }

  private static void writeBlob(byte @Nullable [] blob, DataOutputStream to) throws IOException {
    to.writeInt(blob == null ? ABSENT : blob.length);
    if (blob != null) {
      to.write(blob);
    }
  }

  private static byte @Nullable [] readBlob(DataInputStream from) throws IOException {
    int length = from.readInt();
    return length == ABSENT ? null : from.readNBytes(length);
  }
}
