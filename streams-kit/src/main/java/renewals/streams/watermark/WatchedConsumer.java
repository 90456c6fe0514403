package renewals.streams.watermark;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.InvalidOffsetException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import renewals.kit.kafka.LossTellingConsumer;
import renewals.kit.kafka.UnreadLosses;
import renewals.kit.sandbox.ServiceClock;

/** The consumer of a stream thread, reporting after each poll how far it has come. */
final class WatchedConsumer extends LossTellingConsumer {

  private final InputWatermark watch;

  WatchedConsumer(
      Map<String, Object> config, InputWatermark watch, UnreadLosses losses, ServiceClock clock) {
    super(config, losses, clock);
    this.watch = watch;
  }

  @Override
  public ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
    ConsumerRecords<byte[], byte[]> records = super.poll(timeout);
    for (TopicPartition partition : records.partitions()) {
      List<ConsumerRecord<byte[], byte[]>> polled = records.records(partition);
      watch.polledRecord(partition, polled.getLast().offset());
    }
    for (TopicPartition partition : assignment()) {
      if (watch.cares(partition)) {
        tellPosition(partition);
      }
    }
    return records;
  }

  private void tellPosition(TopicPartition partition) {
    try {
      watch.polledTo(partition, position(partition, Duration.ZERO));
    } catch (TimeoutException | InvalidOffsetException e) {
      // The position is not known yet: nothing has been read of the partition.
      watch.polledTo(partition, InputWatermark.NOWHERE);
    }
  }
}
