package renewals.bench.load;

import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** Writes many records as fast as Kafka takes them, and knows whether it took them all. */
public final class BulkProducer implements AutoCloseable {

  private static final int BULK_LINGER_MS = 20;

  private final KafkaProducer<byte[], byte[]> producer;
  private final AtomicReference<@Nullable Exception> refused = new AtomicReference<>();

  /** Fills batches rather than to be quick with each record. */
  BulkProducer(String bootstrapServers) {
    this(bootstrapServers, BULK_LINGER_MS);
  }

  /**
   * A producer.
   *
   * @param lingerMillis how long a record may wait for others
   */
  public BulkProducer(String bootstrapServers, int lingerMillis) {
    producer =
        new KafkaProducer<>(
            Map.of(
                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers,
                ProducerConfig.LINGER_MS_CONFIG,
                lingerMillis,
                ProducerConfig.BATCH_SIZE_CONFIG,
                64 * 1024,
                ProducerConfig.COMPRESSION_TYPE_CONFIG,
                "lz4"),
            new ByteArraySerializer(),
            new ByteArraySerializer());
  }

  /** Hands a record over; {@link #finish} tells whether it was taken. */
  public void send(ProducerRecord<byte[], byte[]> record) {
    var unused =
        producer.send(
            record,
            (sent, failure) -> {
              if (failure != null) {
                refused.compareAndSet(null, failure);
              }
            });
  }

  /**
   * Waits until all of it is acknowledged.
   *
   * @param what was sent, for the message
   * @throws BenchException some of it was not
   */
  public void finish(String what) {
    producer.flush();
    Exception failure = refused.get();
    if (failure != null) {
      throw new BenchException("%s could not be written: %s".formatted(what, failure), failure);
    }
  }

  @Override
  public void close() {
    producer.close();
  }
}
