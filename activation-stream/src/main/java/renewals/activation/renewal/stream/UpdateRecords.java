package renewals.activation.renewal.stream;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.apache.kafka.common.header.Header;
import org.apache.kafka.streams.processor.api.Record;
import renewals.activation.card.codec.CardFormat;
import renewals.activation.renewal.codec.UpdateEvents;
import renewals.activation.renewal.model.CardChange;
import renewals.activation.renewal.model.Update;
import renewals.schemas.Topics;
import renewals.schemas.wire.SchemaRegistry;
import renewals.schemas.wire.WireWriter;
import renewals.streams.record.CloudEventHeaders;
import renewals.v1.RenewalUpdate;

/**
 * Updates and changes of renewals, as records. The schema ids are fetched when it is made, so that
 * nothing depends on the registry afterwards. For one thread.
 */
final class UpdateRecords {

  private static final Header TYPE = CloudEventHeaders.typed("update".getBytes(UTF_8));

  private final WireWriter<RenewalUpdate> updates;
  private final CardFormat changes = new CardFormat();
  private final CloudEventHeaders headers = new CloudEventHeaders("/renewals/activation-stream");

  /**
   * Fetches the schema id.
   *
   * @throws renewals.schemas.wire.WireException the schema is not registered, or nobody can be
   *     asked
   */
  UpdateRecords(SchemaRegistry registry) {
    this.updates = WireWriter.of(registry, Topics.RENEWAL_UPDATES, new RenewalUpdate());
  }

  /** Key merchantId, or renewalId where the merchant is unknown. */
  Record<byte[], byte[]> of(Update update) {
    String key = update.request() == null ? update.renewalId() : update.request().merchantId();
    return new Record<>(
        key.getBytes(UTF_8),
        updates.write(UpdateEvents.of(update)),
        update.at().toEpochMilli(),
        headers.required(TYPE, update.updateId()));
  }

  /** On its way to the card, which is the key. */
  Record<byte[], byte[]> of(CardChange change) {
    return new Record<>(
        change.request().cardKey().getBytes(UTF_8),
        changes.write(change),
        change.at().toEpochMilli());
  }
}
