package renewals.portal.ops;

import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import renewals.schemas.wire.RegistryUnavailableException;
import renewals.schemas.wire.SchemaRegistry;
import renewals.schemas.wire.WireException;
import renewals.schemas.wire.WireReader;
import renewals.streams.tail.TopicTail;

/** Reads records for the operators' page; what can't be read is counted and named in the log. */
final class CountedReader<T extends SpecificRecord> {

  private static final Logger LOG = LoggerFactory.getLogger(CountedReader.class);

  private final WireReader<T> reader;
  private final AtomicLong unread = new AtomicLong();

  CountedReader(SchemaRegistry registry, T record) {
    this.reader = new WireReader<>(registry, record);
  }

  /**
   * Gives a record's content on.
   *
   * @throws TopicTail.NotYetException its schema can't be asked for now
   */
  void read(ConsumerRecord<byte[], byte[]> message, Consumer<T> sink) {
    if (message.value() == null) {
      return;
    }
    try {
      sink.accept(reader.read(message.value()));
    } catch (RegistryUnavailableException e) {
      throw new TopicTail.NotYetException("no schema for " + message.topic() + " yet", e);
    } catch (WireException e) {
      unread.incrementAndGet();
      LOG.warn(
          "{} {}-{} can't be read and is missing from the operators' page",
          message.topic(),
          message.partition(),
          message.offset(),
          e);
    }
  }

  /** How many could not be read. */
  long unread() {
    return unread.get();
  }
}
