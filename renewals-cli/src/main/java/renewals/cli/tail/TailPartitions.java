package renewals.cli.tail;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;
import renewals.cli.call.CommandFailure;
import renewals.cli.call.KafkaConnectivity;
import renewals.kit.Settings;
import renewals.kit.sandbox.ServiceClock;
import renewals.schemas.Topic;

/**
 * Where a consumer stands in the partitions of a topic; no question waits longer than there is
 * time.
 *
 * @param key in whose partition alone it reads; null for all
 */
record TailPartitions(
    Settings settings,
    Topic topic,
    @Nullable String key,
    Consumer<byte[], byte[]> consumer,
    ReadingTime time) {

  /**
   * Puts it at the beginning, or at the end.
   *
   * @throws CommandFailure Kafka gives no answer, or the topic is missing
   */
  void assign(boolean fromBeginning) {
    List<TopicPartition> partitions =
        found().stream().map(info -> new TopicPartition(info.topic(), info.partition())).toList();
    if (key != null) {
      partitions =
          List.of(new TopicPartition(topic.name(), KeyPartition.of(key, partitions.size())));
    }
    consumer.assign(partitions);
    if (fromBeginning) {
      consumer.seekToBeginning(partitions);
    } else {
      consumer.seekToEnd(partitions);
    }
    partitions.forEach(partition -> consumer.position(partition, time.left()));
  }

  private List<PartitionInfo> found() {
    Duration patience = KafkaConnectivity.patience(settings);
    Duration left = time.left();
    List<PartitionInfo> found;
    try {
      found = consumer.partitionsFor(topic.name(), patience.compareTo(left) < 0 ? patience : left);
    } catch (TimeoutException e) {
      throw new CommandFailure(KafkaConnectivity.noAnswer(settings, patience), e);
    }
    if (found == null || found.isEmpty()) {
      throw new CommandFailure(
          "topic %s is missing: create it with ./renewals topics".formatted(topic.name()));
    }
    return found;
  }

  /** Puts it at what was stamped then or later; in a sandbox, at the beginning. */
  void seek(Instant since) {
    if (ServiceClock.isOfSandbox(settings)) {
      // its broker knows true times only
      consumer.seekToBeginning(consumer.assignment());
      return;
    }
    Map<TopicPartition, Long> times = new HashMap<>();
    consumer.assignment().forEach(partition -> times.put(partition, since.toEpochMilli()));
    consumer
        .offsetsForTimes(times, time.left())
        .forEach(
            (partition, found) -> {
              if (found == null) {
                consumer.seekToEnd(List.of(partition));
              } else {
                consumer.seek(partition, found.offset());
              }
            });
  }

  /** Up to where there is something now. */
  Map<TopicPartition, Long> ends() {
    return consumer.endOffsets(consumer.assignment(), time.left());
  }

  boolean haveReached(Map<TopicPartition, Long> ends) {
    return ends.entrySet().stream()
        .allMatch(end -> consumer.position(end.getKey(), time.left()) >= end.getValue());
  }
}
