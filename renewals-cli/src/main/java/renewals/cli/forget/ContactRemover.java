package renewals.cli.forget;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Optional;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import renewals.cli.call.AcknowledgedWriter;
import renewals.client.RecordSigner;
import renewals.kit.Settings;
import renewals.schemas.Topics;

/**
 * Takes contacts back in {@code merchant-contacts}, so that compaction removes what they said;
 * signed where records are.
 */
final class ContactRemover implements AutoCloseable {

  private final Optional<RecordSigner> signer;
  private final AcknowledgedWriter writer;

  /**
   * In the cluster of the settings.
   *
   * @throws renewals.kit.SettingException keys can't be read
   */
  ContactRemover(Settings settings) {
    this.signer = RecordSigner.of(settings, Clock.systemUTC());
    this.writer = new AcknowledgedWriter(settings);
  }

  /**
   * Takes a merchant's contact back.
   *
   * @throws renewals.cli.call.CommandFailure Kafka didn't take it
   */
  void remove(String merchantId) {
    ProducerRecord<byte @Nullable [], byte @Nullable []> removal =
        new ProducerRecord<>(
            Topics.MERCHANT_CONTACTS.name(), merchantId.getBytes(StandardCharsets.UTF_8), null);
    signer.ifPresent(by -> by.sign(removal));
    writer.write(removal);
  }

  @Override
  public void close() {
    writer.close();
    signer.ifPresent(RecordSigner::close);
  }
}
