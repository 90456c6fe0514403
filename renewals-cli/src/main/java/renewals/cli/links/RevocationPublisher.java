package renewals.cli.links;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import renewals.cli.call.CommandFailure;
import renewals.kit.Settings;
import renewals.schemas.Topics;
import renewals.schemas.links.LinkRevocation;
import renewals.schemas.links.LinkTokens;

/** Writes revocations to the topic {@code link-revocations}. */
public final class RevocationPublisher implements AutoCloseable {

  private final KafkaProducer<byte[], byte[]> producer;
  private final byte[] actor;

  /**
   * In the cluster of the settings.
   *
   * @param actor who asks, which each revocation says
   */
  public RevocationPublisher(Settings settings, String actor) {
    Map<String, Object> properties = new HashMap<>(settings.below("kafka."));
    properties.put(ProducerConfig.ACKS_CONFIG, "all");
    properties.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
    properties.put(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
    this.producer = new KafkaProducer<>(properties);
    this.actor = actor.getBytes(StandardCharsets.UTF_8);
  }

  /**
   * Revokes the links of a renewal that were made so far.
   *
   * @throws CommandFailure Kafka didn't take it
   */
  public void revoke(String renewalId) {
    send(LinkRevocation.keyOf(renewalId));
  }

  /**
   * Revokes the links to the page of all cards of a merchant that were made so far.
   *
   * @throws CommandFailure Kafka didn't take it
   */
  public void revokeOfMerchant(String merchantId) {
    send(LinkRevocation.keyOf(LinkTokens.ofMerchant(merchantId)));
  }

  /**
   * Revokes all links that were made before then.
   *
   * @throws CommandFailure Kafka didn't take it
   */
  public void revokeBefore(Instant before) {
    send(LinkRevocation.keyOf(before));
  }

  private void send(byte[] key) {
    try {
      producer.send(new ProducerRecord<>(Topics.LINK_REVOCATIONS.name(), key, actor)).get();
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
