package renewals.kit.sandbox;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.clients.consumer.ConsumerInterceptor;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.record.TimestampType;

/**
 * Gives a consumer's records the time that the sandbox's clock said when the broker stamped them.
 * Records that their sender stamped bear that time already.
 */
public final class SandboxTimes implements ConsumerInterceptor<byte[], byte[]> {

  /** The {@link SandboxClock}, in the consumer's properties. */
  static final String CLOCK = "sandbox.clock.instance";

  @SuppressWarnings("NullAway.Init") // Kafka configures it before anything else
  private SandboxClock clock;

  @Override
  public void configure(Map<String, ?> properties) {
    clock = (SandboxClock) Objects.requireNonNull(properties.get(CLOCK), CLOCK);
  }

  @Override
  public ConsumerRecords<byte[], byte[]> onConsume(ConsumerRecords<byte[], byte[]> records) {
    Map<TopicPartition, List<ConsumerRecord<byte[], byte[]>>> told = new HashMap<>();
    for (TopicPartition partition : records.partitions()) {
      told.put(partition, records.records(partition).stream().map(this::told).toList());
    }
    return new ConsumerRecords<>(told, records.nextOffsets());
  }

  private ConsumerRecord<byte[], byte[]> told(ConsumerRecord<byte[], byte[]> record) {
    if (record.timestampType() != TimestampType.LOG_APPEND_TIME) {
      return record;
    }
    return new ConsumerRecord<>(
        record.topic(),
        record.partition(),
        record.offset(),
        clock.at(record.timestamp()),
        record.timestampType(),
        record.serializedKeySize(),
        record.serializedValueSize(),
        record.key(),
        record.value(),
        record.headers(),
        record.leaderEpoch(),
        record.deliveryCount());
  }

  @Override
  public void onCommit(Map<TopicPartition, OffsetAndMetadata> offsets) {
    // commits have no time of the sandbox's
  }

  @Override
  public void close() {
    // the clock is its opener's
  }
}
