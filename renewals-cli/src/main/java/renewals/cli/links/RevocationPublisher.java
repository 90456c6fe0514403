package renewals.cli.links;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.apache.kafka.clients.producer.ProducerRecord;
import renewals.cli.call.AcknowledgedWriter;
import renewals.kit.Settings;
import renewals.schemas.Topics;
import renewals.schemas.links.LinkRevocation;
import renewals.schemas.links.LinkTokens;

/** Writes revocations to the topic {@code link-revocations}. */
public final class RevocationPublisher implements AutoCloseable {

  private final AcknowledgedWriter writer;
  private final byte[] actor;

  /**
   * In the cluster of the settings.
   *
   * @param actor who asks, which each revocation says
   */
  public RevocationPublisher(Settings settings, String actor) {
    this.writer = new AcknowledgedWriter(settings);
    this.actor = actor.getBytes(StandardCharsets.UTF_8);
  }

  /**
   * Revokes the links of a renewal that were made so far.
   *
   * @throws renewals.cli.call.CommandFailure Kafka didn't take it
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
   * @throws renewals.cli.call.CommandFailure Kafka didn't take it
   */
  public void revokeBefore(Instant before) {
    send(LinkRevocation.keyOf(before));
  }

  private void send(byte[] key) {
    writer.write(new ProducerRecord<>(Topics.LINK_REVOCATIONS.name(), key, actor));
  }

  @Override
  public void close() {
    writer.close();
  }
}
