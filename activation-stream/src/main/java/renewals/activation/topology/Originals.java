package renewals.activation.topology;

import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import renewals.activation.codec.Original;

/** Records of input topics as they were read. */
final class Originals {

  private Originals() {}

  /** A record with where it was read. */
  static Original of(Record<byte[], byte[]> record, RecordMetadata from, boolean misplaced) {
    return new Original(
        from.topic(),
        from.partition(),
        from.offset(),
        record.timestamp(),
        record.key(),
        record.value(),
        record.headers(),
        misplaced);
  }
}
