package renewals.bench.load;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.ConsumerInterceptor;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import renewals.schemas.Topics;

/**
 * Notes when a contender has read so many events, which is when the clock starts: the same for all.
 * The file appears at once, with the time and the number of events in it.
 */
public final class ReadStartInterceptor implements ConsumerInterceptor<byte[], byte[]> {

  /** System property: the file to write. */
  public static final String FILE = "bench.read.start.file";

  /** System property: how many events it waits for. */
  public static final String AFTER = "bench.read.start.after";

  private static final Set<String> INPUTS =
      Set.of(
          Topics.RENEWAL_REQUESTS.name(),
          Topics.RENEWAL_PAYMENTS.name(),
          Topics.CARRIER_REVIEWS.name(),
          Topics.CARD_USAGE.name());
  private static final AtomicLong READ = new AtomicLong();
  private static final AtomicBoolean NOTED = new AtomicBoolean();

  private final long after = Long.getLong(AFTER, 1);

  @Override
  public ConsumerRecords<byte[], byte[]> onConsume(ConsumerRecords<byte[], byte[]> records) {
    long now = READ.addAndGet(inputsAmong(records));
    if (now >= after && NOTED.compareAndSet(false, true)) {
      note(Path.of(System.getProperty(FILE)), System.currentTimeMillis() + " " + now);
    }
    return records;
  }

  private static long inputsAmong(ConsumerRecords<byte[], byte[]> records) {
    long count = 0;
    for (TopicPartition partition : records.partitions()) {
      count += INPUTS.contains(partition.topic()) ? records.records(partition).size() : 0;
    }
    return count;
  }

  private static void note(Path file, String text) {
    Path whole = file.resolveSibling(file.getFileName() + ".new");
    try {
      Files.writeString(whole, text);
      Files.move(whole, file);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file, e);
    }
  }

  @Override
  public void onCommit(Map<TopicPartition, OffsetAndMetadata> offsets) {}

  @Override
  public void configure(Map<String, ?> configs) {}

  @Override
  public void close() {}
}
