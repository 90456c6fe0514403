package renewals.cli.forget;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import renewals.cli.call.CommandFailure;
import renewals.kit.Settings;
import renewals.producer.publish.RecordSigner;
import renewals.schemas.Topics;

/**
 * Takes contacts back in {@code merchant-contacts}, so that compaction removes what they said;
 * signed where records are.
 */
final class ContactRemover implements AutoCloseable {

  private final KafkaProducer<byte @Nullable [], byte @Nullable []> producer;
  private final Optional<RecordSigner> signer;

  /**
   * In the cluster of the settings.
   *
   * @throws renewals.kit.SettingException keys can't be read
   */
  ContactRemover(Settings settings) {
    this.signer = RecordSigner.of(settings, Clock.systemUTC());
    Map<String, Object> properties = new HashMap<>(settings.below("kafka."));
    properties.put(ProducerConfig.ACKS_CONFIG, "all");
    properties.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
    properties.put(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
    this.producer = new KafkaProducer<>(properties);
  }

  /**
   * Takes a merchant's contact back.
   *
   * @throws CommandFailure Kafka didn't take it
   */
  void remove(String merchantId) {
    ProducerRecord<byte @Nullable [], byte @Nullable []> removal =
        new ProducerRecord<>(
            Topics.MERCHANT_CONTACTS.name(), merchantId.getBytes(StandardCharsets.UTF_8), null);
    signer.ifPresent(by -> by.sign(removal));
    try {
      producer.send(removal).get();
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
    signer.ifPresent(RecordSigner::close);
  }
}
