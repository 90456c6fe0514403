package renewals.streams.record;

import org.apache.kafka.streams.processor.api.ProcessingContext;
import org.apache.kafka.streams.processor.api.Record;

/**
 * With which stamp a record goes to a topic. A step's time is that of the record that set it off,
 * whose broker's clock may have run ahead; another broker would refuse that stamp ({@code
 * message.timestamp.after.max.ms}), and the task would die of it again and again. So a record goes
 * by our own clock at most; its true time travels in what it says.
 */
public final class Stamps {

  private Stamps() {}

  /** The record, stamped with the wall clock where its own stamp is ahead of it. */
  public static <K, V> Record<K, V> notAhead(Record<K, V> record, ProcessingContext context) {
    long now = context.currentSystemTimeMs();
    return record.timestamp() <= now ? record : record.withTimestamp(now);
  }
}
