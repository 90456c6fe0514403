package renewals.bench.load;

import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** Writes many records as fast as Kafka takes them, and knows whether it took them all. */
final class BulkProducer implements AutoCloseable {

  private final KafkaProducer<byte[], byte[]> producer;
  private final AtomicReference<@Nullable Exception> refused = new AtomicReference<>();

  BulkProducer(String bootstrapServers) {
    producer =
        new KafkaProducer<>(
            Map.of(
                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers,
                ProducerConfig.LINGER_MS_CONFIG,
                20,
                ProducerConfig.BATCH_SIZE_CONFIG,
                64 * 1024,
                ProducerConfig.COMPRESSION_TYPE_CONFIG,
                "lz4"),
            new ByteArraySerializer(),
            new ByteArraySerializer());
  }

  void send(ProducerRecord<byte[], byte[]> record) {
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
  void finish(String what) {
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
