package renewals.kit.kafka;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.NoOffsetForPartitionException;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import renewals.kit.sandbox.ServiceClock;

/**
 * A consumer of a group that begins with the oldest record, like one with {@code
 * auto.offset.reset=earliest}, but tells when it has to go on behind a gap. Kafka's own consumer
 * jumps over what retention took away without a word.
 */
public class LossTellingConsumer extends KafkaConsumer<byte[], byte[]> {

  private static final Logger LOG = LoggerFactory.getLogger(LossTellingConsumer.class);

  private final UnreadLosses losses;
  private final ServiceClock clock;

  /**
   * A consumer.
   *
   * @param config of which {@code auto.offset.reset} is not used
   * @param losses is told of gaps
   */
  public LossTellingConsumer(Map<String, Object> config, UnreadLosses losses) {
    this(config, losses, ServiceClock.wall());
  }

  /**
   * Likewise.
   *
   * @param clock by which its records bear their times
   */
  public LossTellingConsumer(Map<String, Object> config, UnreadLosses losses, ServiceClock clock) {
    super(withoutReset(config), new ByteArrayDeserializer(), new ByteArrayDeserializer());
    this.losses = losses;
    this.clock = clock;
  }

  private static Map<String, Object> withoutReset(Map<String, Object> config) {
    Map<String, Object> own = new HashMap<>(config);
    own.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
    return own;
  }

  @Override
  public ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
    try {
      return clock.told(super.poll(timeout));
    } catch (OffsetOutOfRangeException e) {
      goOnWithWhatIsLeft(e.offsetOutOfRangePartitions());
    } catch (NoOffsetForPartitionException e) {
      seekToBeginning(e.partitions());
    }
    return ConsumerRecords.empty();
  }

  /** Asked right after an assignment, this finds out before {@link #poll} does. */
  @Override
  public long position(TopicPartition partition) {
    try {
      return super.position(partition);
    } catch (NoOffsetForPartitionException e) {
      seekToBeginning(e.partitions());
      return super.position(partition);
    }
  }

  @Override
  public long position(TopicPartition partition, Duration timeout) {
    try {
      return super.position(partition, timeout);
    } catch (NoOffsetForPartitionException e) {
      seekToBeginning(e.partitions());
      return super.position(partition, timeout);
    }
  }

  /** Where the beginnings can't be asked for, the next poll comes back to it. */
  private void goOnWithWhatIsLeft(Map<TopicPartition, Long> wanted) {
    Map<TopicPartition, Long> beginnings;
    try {
      beginnings = beginningOffsets(wanted.keySet());
    } catch (TimeoutException e) {
      LOG.warn("beginnings of {} are not known: {}", wanted.keySet(), e.toString());
      return;
    }
    wanted.forEach(
        (partition, offset) -> {
          long beginning = beginnings.getOrDefault(partition, 0L);
          if (beginning > offset) {
            losses.found(partition, offset, beginning);
          } else {
            LOG.error(
                "{} ends before offset {} that was read: it was cut or made anew; reading goes on"
                    + " at its beginning {}",
                partition,
                offset,
                beginning);
          }
          seek(partition, beginning);
        });
  }
}
