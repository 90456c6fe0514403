package renewals.notifier.senders.dispatch;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import renewals.schemas.Topics;
import renewals.schemas.wire.SchemaRegistry;
import renewals.schemas.wire.UnknownSchemaException;
import renewals.schemas.wire.UnreadableException;
import renewals.schemas.wire.WireReader;
import renewals.v1.NoticeResult;

/**
 * Reads them from {@code notice-results}, whose partitions are those of {@code notices-due}: both
 * have the merchant for a key. For one thread.
 */
public final class PublishedResults implements AnsweredTries {

  private static final Logger LOG = LoggerFactory.getLogger(PublishedResults.class);
  private static final Duration POLL = Duration.ofMillis(200);
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  /** What brokers' clocks may be apart: both topics are stamped on append, each by its leader. */
  private static final Duration MARGIN = Duration.ofSeconds(5);

  private final Supplier<Consumer<byte[], byte[]>> readers;
  private final WireReader<NoticeResult> reader;
  private @Nullable Consumer<byte[], byte[]> consumer;

  /**
   * Asks nobody yet.
   *
   * @param readers make a consumer without a group, which is closed with this
   */
  public PublishedResults(Supplier<Consumer<byte[], byte[]>> readers, SchemaRegistry registry) {
    this.readers = readers;
    this.reader = new WireReader<>(registry, new NoticeResult());
  }

  /** Reads with consumers of these settings, which belong to no group. */
  public static PublishedResults of(Map<String, Object> reader, SchemaRegistry registry) {
    return new PublishedResults(() -> new KafkaConsumer<>(reader), registry);
  }

  @Override
  public List<NoticeResult> since(int partition, Instant appended) {
    Consumer<byte[], byte[]> asked = Objects.requireNonNullElseGet(consumer, readers);
    consumer = asked;
    TopicPartition results = new TopicPartition(Topics.NOTICE_RESULTS.name(), partition);
    asked.assign(List.of(results));
    long end = asked.endOffsets(List.of(results), PATIENCE).getOrDefault(results, 0L);
    @Nullable OffsetAndTimestamp first =
        asked
            .offsetsForTimes(
                Map.of(results, Math.max(0, appended.minus(MARGIN).toEpochMilli())), PATIENCE)
            .get(results);
    return first == null ? List.of() : read(asked, results, first.offset(), end);
  }

  private List<NoticeResult> read(
      Consumer<byte[], byte[]> asked, TopicPartition results, long from, long end) {
    List<NoticeResult> found = new ArrayList<>();
    asked.seek(results, from);
    long until = System.nanoTime() + PATIENCE.toNanos();
    while (asked.position(results, PATIENCE) < end) {
      if (System.nanoTime() - until > 0) {
        throw new TimeoutException("%s was not read to %d".formatted(results, end));
      }
      for (ConsumerRecord<byte[], byte[]> record : asked.poll(POLL)) {
        NoticeResult result = resultOf(record);
        if (result != null) {
          found.add(result);
        }
      }
    }
    return found;
  }

  /** Null for what the stream, which reads it too, gives to the dead letters. */
  private @Nullable NoticeResult resultOf(ConsumerRecord<byte[], byte[]> record) {
    try {
      return record.value() == null ? null : reader.read(record.value());
    } catch (UnknownSchemaException | UnreadableException e) {
      LOG.debug("Offset {} of {} is no result", record.offset(), record.topic(), e);
      return null;
    }
  }

  @Override
  public void close() {
    if (consumer != null) {
      consumer.close();
    }
  }
}
