package renewals.activation.codec;

import java.time.Instant;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;
import renewals.activation.domain.Fact;
import renewals.streams.record.SourceRecord;

/** The compact form of records that are kept until they can be judged. One thread. */
public final class SourceRecordFormat {

  private static final int VERSION = 1;
  private static final int HELD_VERSION = 2;
  private static final int SINCE_REFUND_OF = 2;

  private final StateWriter packer = new StateWriter();

  /**
   * A fact that is held until its request comes, and the record that brought it.
   *
   * @param original a key equal to the fact's renewalId
   */
  public record Held(Fact fact, SourceRecord original) {}

  /** A held fact as bytes; the renewalId is its key and not written again. */
  public byte[] write(Held held) {
    StateWriter to = packer.start(HELD_VERSION);
    FactFormat.writeWhole(to, held.fact());
    writeOriginal(to, held.original());
    return to.finish();
  }

  /** The held fact that bytes hold. */
  public Held readHeld(String renewalId, byte[] bytes) {
    StateReader from = StateReader.start(bytes, "held fact", HELD_VERSION);
    Fact fact = FactFormat.readWhole(from, renewalId, from.version() >= SINCE_REFUND_OF);
    return new Held(fact, readOriginal(from));
  }

  /** A whole record as bytes. */
  public byte[] write(SourceRecord original) {
    StateWriter to = packer.start(VERSION);
    writeOriginal(to, original);
    return to.finish();
  }

  /** The record that bytes hold. */
  public SourceRecord readOriginal(byte[] bytes) {
    return readOriginal(StateReader.start(bytes, "parked record", VERSION));
  }

  static void writeOriginal(StateWriter to, SourceRecord original) {
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

  static SourceRecord readOriginal(StateReader from) {
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
