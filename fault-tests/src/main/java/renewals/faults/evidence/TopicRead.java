package renewals.faults.evidence;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import renewals.kit.Settings;

/** Reads topics from their beginning to where they end now, and later what has come since. */
final class TopicRead {

  private static final Duration POLL = Duration.ofMillis(200);

  private final Settings settings;
  private final String isolation;
  private final Map<TopicPartition, Long> reached = new HashMap<>();

  /**
   * A reader.
   *
   * @param isolation Kafka's {@code isolation.level}
   */
  TopicRead(Settings settings, String isolation) {
    this.settings = settings;
    this.isolation = isolation;
  }

  void more(String topic, Consumer<ConsumerRecord<byte[], byte[]>> sink) {
    Properties properties = new Properties();
    properties.putAll(settings.below("kafka."));
    properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, isolation);
    properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
    properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
    properties.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
    properties.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
    try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(properties)) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic).stream()
              .map(info -> new TopicPartition(topic, info.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      reached.forEach(
          (partition, offset) -> {
            if (partition.topic().equals(topic)) {
              consumer.seek(partition, offset);
            }
          });
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      while (partitions.stream()
          .anyMatch(partition -> consumer.position(partition) < ends.getOrDefault(partition, 0L))) {
        consumer.poll(POLL).forEach(sink);
      }
      partitions.forEach(partition -> reached.put(partition, consumer.position(partition)));
    }
  }
}
