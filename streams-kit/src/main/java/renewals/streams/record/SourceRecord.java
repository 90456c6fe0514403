package renewals.streams.record;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.jspecify.annotations.Nullable;
import renewals.schemas.Topic;
import renewals.schemas.wire.RecordSize;

/**
 * A record as it was read from a topic, with its coordinates there. It keeps them wherever it goes:
 * parked, moved to another partition, or to the dead letters. Its arrays and headers are those of
 * the record, not copies: whoever holds it leaves them as they are, and hands it to no other thread
 * while the record is still being worked on.
 *
 * @param appendedAt the broker's stamp, in epoch milliseconds
 */
@SuppressWarnings("ArrayRecordComponent") // bytes as they were read, never compared
public record SourceRecord(
    String topic,
    int partition,
    long offset,
    long appendedAt,
    byte @Nullable [] key,
    byte @Nullable [] value,
    Headers headers) {

  /** A record with where a stream application read it. */
  public static SourceRecord of(Record<byte[], byte[]> record, RecordMetadata from) {
    return new SourceRecord(
        from.topic(),
        from.partition(),
        from.offset(),
        record.timestamp(),
        record.key(),
        record.value(),
        record.headers());
  }

  /** A record with where a consumer read it. */
  public static SourceRecord of(ConsumerRecord<byte[], byte[]> record) {
    return new SourceRecord(
        record.topic(),
        record.partition(),
        record.offset(),
        record.timestamp(),
        record.key(),
        record.value(),
        record.headers());
  }

  /**
   * Whether key, value and headers together are larger than {@link Topic#MAX_RECORD_BYTES}. The
   * broker limits what a batch has after compression, so such records do get in.
   */
  public boolean isOversized() {
    return RecordSize.isOversized(key, value, headers);
  }

  /** What its headers take up, in bytes. */
  public long headerBytes() {
    return RecordSize.bytesOf(headers);
  }

  /** Where it came from: its content is not for logs. */
  @Override
  public String toString() {
    return topic + '-' + partition + '@' + offset;
  }
}
