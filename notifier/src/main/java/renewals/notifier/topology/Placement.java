package renewals.notifier.topology;

import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.utils.Utils;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessingContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.jspecify.annotations.Nullable;
import renewals.schemas.Topics;
import renewals.streams.record.SourceRecord;

/**
 * Where contacts lie, and where they should: partners whose client places keys in another way than
 * Java's get theirs moved, through a topic of our own and never back into the input.
 */
final class Placement {

  private static final String MOVED_PARTITION = "moved-partition";
  private static final String MOVED_OFFSET = "moved-offset";

  private static final Set<String> SOURCES =
      Set.of(
          Topics.RENEWAL_ACTIVATIONS.name(),
          Topics.RENEWAL_UPDATES.name(),
          Topics.NOTICE_RESULTS.name(),
          Topics.MERCHANT_CONTACTS.name());

  private Placement() {}

  /**
   * Java's default partitioner. A record without a key, or too large to be moved, belongs where it
   * is: it dies there.
   */
  private static boolean isInPlace(
      Record<byte[], byte[]> record, RecordMetadata metadata, int partitions) {
    byte @Nullable [] key = record.key();
    return key == null
        || Utils.toPositive(Utils.murmur2(key)) % partitions == metadata.partition()
        || SourceRecord.of(record, metadata).isOversized();
  }

  /** The record with the coordinates it was first found at. */
  static SourceRecord inbound(ProcessingContext context, Record<byte[], byte[]> record) {
    RecordMetadata metadata = metadataOf(context);
    boolean moved = !SOURCES.contains(metadata.topic());
    Headers headers = new RecordHeaders(record.headers());
    SourceRecord here =
        new SourceRecord(
            moved ? Topics.MERCHANT_CONTACTS.name() : metadata.topic(),
            moved ? Math.toIntExact(number(headers, MOVED_PARTITION)) : metadata.partition(),
            moved ? number(headers, MOVED_OFFSET) : metadata.offset(),
            record.timestamp(),
            record.key(),
            record.value(),
            headers);
    if (moved) {
      headers.remove(MOVED_PARTITION).remove(MOVED_OFFSET);
    }
    return here;
  }

  private static RecordMetadata metadataOf(ProcessingContext context) {
    return context
        .recordMetadata()
        .orElseThrow(() -> new IllegalStateException("a record without metadata"));
  }

  private static long number(Headers headers, String name) {
    Header header = headers.lastHeader(name);
    if (header == null) {
      throw new IllegalStateException("a moved record lacks header " + name);
    }
    return Long.parseLong(new String(header.value(), StandardCharsets.UTF_8));
  }

  /** Lets through what lies in its right partition. */
  static final class InPlace extends ContextualProcessor<byte[], byte[], byte[], byte[]> {
    private final int partitions;

    InPlace(int partitions) {
      this.partitions = partitions;
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
      if (isInPlace(record, metadataOf(context()), partitions)) {
        context().forward(record);
      }
    }
  }

  /** Lets through what does not, with its coordinates in headers. */
  static final class OutOfPlace extends ContextualProcessor<byte[], byte[], byte[], byte[]> {
    private final int partitions;
    private final Counts counts;

    OutOfPlace(int partitions, Counts counts) {
      this.partitions = partitions;
      this.counts = counts;
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
      RecordMetadata metadata = metadataOf(context());
      if (!isInPlace(record, metadata, partitions)) {
        counts.count(Counts.Event.MISPLACED);
        Headers headers = new RecordHeaders(record.headers());
        put(headers, MOVED_PARTITION, metadata.partition());
        put(headers, MOVED_OFFSET, metadata.offset());
        context().forward(record.withHeaders(headers));
      }
    }

    /** Whatever a partner may have put there must not pass for ours. */
    private static void put(Headers headers, String name, long number) {
      headers.remove(name);
      headers.add(name, Long.toString(number).getBytes(StandardCharsets.UTF_8));
    }
  }
}
