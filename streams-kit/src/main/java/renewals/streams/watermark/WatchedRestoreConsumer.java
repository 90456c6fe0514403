package renewals.streams.watermark;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * The consumer that feeds copies of state, reporting how far each has come. What a poll returns is
 * in place before the next one begins.
 */
final class WatchedRestoreConsumer extends KafkaConsumer<byte[], byte[]> {

  private final StandbyFreshness watch;
  private final Map<TopicPartition, Long> polledTo = new HashMap<>();

  WatchedRestoreConsumer(Map<String, Object> config, StandbyFreshness watch) {
    super(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    this.watch = watch;
  }

  @Override
  public ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
    polledTo.forEach(watch::applied);
    ConsumerRecords<byte[], byte[]> records = super.poll(timeout);
    for (TopicPartition changelog : assignment()) {
      try {
        polledTo.put(changelog, position(changelog, Duration.ZERO));
      } catch (TimeoutException e) {
        // Where to begin is not known yet, or not any more.
        polledTo.remove(changelog);
        watch.forget(Set.of(changelog));
      }
    }
    return records;
  }

  @Override
  public void assign(Collection<TopicPartition> partitions) {
    super.assign(partitions);
    forgetAllBut(partitions);
  }

  @Override
  public void unsubscribe() {
    forgetAllBut(Set.of());
    super.unsubscribe();
  }

  @Override
  public void close() {
    forgetAllBut(Set.of());
    super.close();
  }

  @Override
  public void close(CloseOptions options) {
    forgetAllBut(Set.of());
    super.close(options);
  }

  private void forgetAllBut(Collection<TopicPartition> kept) {
    Set<TopicPartition> gone = new HashSet<>(polledTo.keySet());
    gone.removeAll(kept);
    polledTo.keySet().removeAll(gone);
    watch.forget(gone);
  }
}
