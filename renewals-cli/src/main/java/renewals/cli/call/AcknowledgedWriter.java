package renewals.cli.call;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import renewals.kit.Settings;

/** Writes the few records of a command, one after the other: each is in Kafka when it returns. */
public final class AcknowledgedWriter implements AutoCloseable {

  private final KafkaProducer<byte @Nullable [], byte @Nullable []> producer;

  /** In the cluster of the settings. */
  public AcknowledgedWriter(Settings settings) {
    Map<String, Object> properties = new HashMap<>(settings.below("kafka."));
    properties.put(ProducerConfig.ACKS_CONFIG, "all");
    properties.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
    properties.put(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
    this.producer = new KafkaProducer<>(properties);
  }

  /**
   * Writes a record.
   *
   * @throws CommandFailure Kafka didn't take it
   */
  public void write(ProducerRecord<byte @Nullable [], byte @Nullable []> record) {
    try {
      producer.send(record).get();
    } catch (ExecutionException e) {
      throw new CommandFailure("Kafka didn't take it: " + e.getCause(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CommandFailure("interrupted: it may not have been taken", e);
    }
  }

  @Override
  public void close() {
    producer.close();
  }
}
