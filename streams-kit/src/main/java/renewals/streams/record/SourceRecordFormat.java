package renewals.streams.record;

import java.time.Instant;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;
import renewals.streams.state.StateReader;
import renewals.streams.state.StateWriter;

/**
 * The stored form of a record that is kept until it can be judged: its bytes as they came, with its
 * coordinates. For one thread.
 */
public final class SourceRecordFormat {

  private static final int VERSION = 1;

  private final StateWriter writer = new StateWriter();

  /** A whole record as bytes. */
  public byte[] write(SourceRecord record) {
    StateWriter to = writer.start(VERSION);
    write(to, record);
    return to.finish();
  }

  /**
   * The record that bytes hold.
   *
   * @throws renewals.streams.state.StateFormatException a newer version wrote them
   */
  public SourceRecord read(byte[] bytes) {
    return read(StateReader.start(bytes, "parked record", VERSION));
  }

  /** Writes a record as a part of another value. */
  public static void write(StateWriter to, SourceRecord original) {
    to.text(original.topic()).number(original.partition()).number(original.offset());
    to.instant(Instant.ofEpochMilli(original.appendedAt()));
    writeBlob(to, original.key());
    writeBlob(to, original.value());
    Header[] headers = original.headers().toArray();
    to.number(headers.length);
    for (Header header : headers) {
      to.text(header.key());
      writeBlob(to, header.value());
    }
  }

  /** Reads a record that is a part of another value. */
  public static SourceRecord read(StateReader from) {
    String topic = from.text();
    int partition = from.count();
    long offset = from.number();
    long appendedAt = from.instant().toEpochMilli();
    byte[] key = readBlob(from);
    byte[] value = readBlob(from);
    RecordHeaders headers = new RecordHeaders();
    int count = from.count();
    for (int i = 0; i < count; i++) {
      headers.add(from.text(), readBlob(from));
    }
    return new SourceRecord(topic, partition, offset, appendedAt, key, value, headers);
  }

  private static void writeBlob(StateWriter to, byte @Nullable [] blob) {
    to.flag(blob != null);
    if (blob != null) {
      to.blob(blob);
    }
  }

  private static byte @Nullable [] readBlob(StateReader from) {
    return from.flag() ? from.blob() : null;
  }
}
