package renewals.bench.notices;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.jspecify.annotations.Nullable;
import renewals.schemas.Topics;

/** Kafka's stand-in for a consumer, which waits for what is handed to it as a real one would. */
final class HandedConsumer extends MockConsumer<byte[], byte[]> {

  private static final TopicPartition PARTITION = new TopicPartition(Topics.NOTICES_DUE.name(), 0);

  private final BlockingQueue<byte[]> handed = new LinkedBlockingQueue<>();
  private long next;

  HandedConsumer() {
    super("earliest");
    schedulePollTask(
        () -> {
          updateBeginningOffsets(Map.of(PARTITION, 0L));
          rebalance(List.of(PARTITION));
        });
  }

  /** The next record. */
  void hand(byte[] value) {
    handed.add(value);
  }

  @Override
  @SuppressWarnings("UnsynchronizedOverridesSynchronized") // it waits, and one thread polls
  public ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
    if (!assignment().isEmpty()) {
      try {
        byte @Nullable [] value = handed.poll(timeout.toMillis(), TimeUnit.MILLISECONDS);
        while (value != null) {
          addRecord(new ConsumerRecord<>(PARTITION.topic(), 0, next, new byte[] {1}, value));
          next++;
          value = handed.poll();
        }
      } catch (InterruptedException e) {
        throw new InterruptException(e);
      }
    }
    return super.poll(timeout);
  }
}
