package renewals.cli.replay;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * Up to where the letters of a reason were replayed: those that go back only where their reason is
 * named have a mark of their own, so that a replay without a name doesn't pass them for ever.
 *
 * @param usual by partition
 * @param named by partition
 */
record ReplayMarks(
    Map<TopicPartition, OffsetAndMetadata> usual, Map<TopicPartition, OffsetAndMetadata> named) {

  /** Where nothing was replayed, or what was doesn't matter. */
  static final ReplayMarks NONE = new ReplayMarks(Map.of(), Map.of());

  /**
   * Whether a letter was replayed, or passed for good.
   *
   * @param namedOnly whether it goes back only where its reason is named
   */
  boolean isDone(DeadLetter letter, boolean namedOnly) {
    ConsumerRecord<byte[], byte[]> record = letter.record();
    OffsetAndMetadata mark =
        (namedOnly ? named : usual).get(new TopicPartition(record.topic(), record.partition()));
    return mark != null && record.offset() < mark.offset();
  }

  /** Where a replay begins to read. */
  Map<TopicPartition, OffsetAndMetadata> begins(boolean isNamed) {
    if (!isNamed) {
      return usual;
    }
    Map<TopicPartition, OffsetAndMetadata> first = new HashMap<>();
    usual.forEach(
        (partition, mark) -> {
          OffsetAndMetadata other = named.getOrDefault(partition, mark);
          first.put(partition, other.offset() < mark.offset() ? other : mark);
        });
    return first;
  }

  /** The usual marks after a replay has read so far: none goes back. */
  Map<TopicPartition, OffsetAndMetadata> usualAfter(Map<TopicPartition, OffsetAndMetadata> read) {
    return later(usual, read);
  }

  /** The marks of what goes back by name after a replay has read so far: none goes back. */
  Map<TopicPartition, OffsetAndMetadata> namedAfter(Map<TopicPartition, OffsetAndMetadata> read) {
    return later(named, read);
  }

  private static Map<TopicPartition, OffsetAndMetadata> later(
      Map<TopicPartition, OffsetAndMetadata> marks, Map<TopicPartition, OffsetAndMetadata> read) {
    Map<TopicPartition, OffsetAndMetadata> later = new HashMap<>();
    read.forEach(
        (partition, next) -> {
          OffsetAndMetadata mark = marks.get(partition);
          later.put(partition, mark != null && mark.offset() > next.offset() ? mark : next);
        });
    return later;
  }

  /** The partitions. */
  Set<TopicPartition> partitions() {
    return usual.keySet();
  }
}
