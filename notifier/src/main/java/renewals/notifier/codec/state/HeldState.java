package renewals.notifier.codec.state;

import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import renewals.streams.record.SourceRecord;

/** Records as they are parked: original bytes, headers and coordinates. */
public final class HeldState {

  private static final int VERSION = 1;

  private HeldState() {}

  /** The bytes to keep. */
  public static byte[] write(SourceRecord record) {
    Header[] headers = record.headers().toArray();
    StateWriter out =
        new StateWriter(VERSION)
            .text(record.topic())
            .count(record.partition())
            .number(record.offset())
            .number(record.appendedAt())
            .blob(record.key())
            .blob(record.value())
            .count(headers.length);
    for (Header header : headers) {
      out.text(header.key()).blob(header.value());
    }
    return out.toBytes();
  }

  /** The record that was parked. */
  public static SourceRecord read(byte[] bytes) {
    StateReader in = new StateReader(bytes, VERSION);
    String topic = in.text();
    int partition = in.count();
    long offset = in.number();
    long timestamp = in.number();
    byte[] key = in.blob();
    byte[] value = in.blob();
    Headers headers = new RecordHeaders();
    for (int left = in.count(); left > 0; left--) {
      headers.add(in.text(), in.blob());
    }
    return new SourceRecord(topic, partition, offset, timestamp, key, value, headers);
  }
}
