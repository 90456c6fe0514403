package renewals.streams.routing;

import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.streams.processor.StreamPartitioner;

/**
 * Chooses the partitions of an internal topic by key and value. Kafka 4.4 asks with the record's
 * headers, but the form without them, which it marks for removal, is still the abstract one: it is
 * implemented here, once.
 *
 * @param <V> value of the topic's records
 */
public final class RecordPartitioner<V> implements StreamPartitioner<byte[], V> {

  /**
   * Which of {@code count} partitions, numbered from 0, a record goes to; none for that of its key.
   */
  @FunctionalInterface
  public interface Choice<V> {
    Set<Integer> partitionsOf(byte[] key, V value, int count);
  }

  private final Choice<V> choice;

  /** Goes by that choice. */
  public RecordPartitioner(Choice<V> choice) {
    this.choice = choice;
  }

  /** Every one of so many partitions. */
  public static Set<Integer> all(int count) {
    return IntStream.range(0, count).boxed().collect(Collectors.toSet());
  }

  @Override
  public Optional<Set<Integer>> partitions(
      String topic, byte[] key, V value, Headers headers, int count) {
    return chosen(key, value, count);
  }

  @Override
  @Deprecated
  @SuppressWarnings("removal")
  public Optional<Set<Integer>> partitions(String topic, byte[] key, V value, int count) {
    return chosen(key, value, count);
  }

  private Optional<Set<Integer>> chosen(byte[] key, V value, int count) {
    return Optional.of(choice.partitionsOf(key, value, count)).filter(some -> !some.isEmpty());
  }
}
