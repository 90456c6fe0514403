package renewals.bench.rival;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.consumer.ConsumerInterceptor;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * Notes when a contender's first record has reached it: the start of the clock, the same for all.
 * The file appears at once, with the time in it.
 */
public final class FirstRead implements ConsumerInterceptor<byte[], byte[]> {

  /** System property: the file to write. */
  public static final String FILE = "bench.first.read";

  private static final AtomicBoolean SEEN = new AtomicBoolean();

  @Override
  public ConsumerRecords<byte[], byte[]> onConsume(ConsumerRecords<byte[], byte[]> records) {
    if (!records.isEmpty() && SEEN.compareAndSet(false, true)) {
      note(Path.of(System.getProperty(FILE)), System.currentTimeMillis());
    }
    return records;
  }

  private static void note(Path file, long now) {
    Path whole = file.resolveSibling(file.getFileName() + ".new");
    try {
      Files.writeString(whole, Long.toString(now));
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
