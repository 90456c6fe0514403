package renewals.activation.runtime;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * The consumer that feeds copies of state, telling which are complete. What a poll returns is in
 * place before the next one begins, so a copy is complete when a poll had nothing more for it and
 * nothing committed lies ahead.
 */
final class WatchedRestoreConsumer extends KafkaConsumer<byte[], byte[]> {

  private final CopyWatch watch;

  WatchedRestoreConsumer(Map<String, Object> config, CopyWatch watch) {
    super(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    this.watch = watch;
  }

  @Override
  public ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
    Instant before = watch.now();
    ConsumerRecords<byte[], byte[]> records = super.poll(timeout);
    Set<TopicPartition> fed = new HashSet<>(assignment());
    fed.removeAll(paused());
    fed.removeAll(records.partitions());
    for (TopicPartition partition : fed) {
      if (currentLag(partition).orElse(-1) == 0) {
        watch.sawComplete(partition, before);
      }
    }
    return records;
  }

  @Override
  public void assign(Collection<TopicPartition> partitions) {
    Set<TopicPartition> gone = new HashSet<>(assignment());
    super.assign(partitions);
    gone.removeAll(partitions);
    watch.forget(gone);
  }

  @Override
  public void unsubscribe() {
    watch.forget(assignment());
    super.unsubscribe();
  }

  @Override
  public void close() {
    watch.forget(assignment());
    super.close();
  }

  @Override
  public void close(CloseOptions options) {
    watch.forget(assignment());
    super.close(options);
  }
}
