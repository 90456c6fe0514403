package renewals.activation.topology;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.Record;
import renewals.activation.codec.OutputBytes;
import renewals.activation.domain.CardChange;
import renewals.activation.domain.CardRules;
import renewals.activation.domain.ReminderRules;
import renewals.activation.domain.Update;
import renewals.schemas.wire.SchemaRegistry;

/**
 * Makes the records that go out. The schema ids are fetched when it is made, so that nothing
 * depends on the registry afterwards. For one thread.
 */
final class Output {

  private static final byte[] SPEC_VERSION = utf8("1.0");
  private static final byte[] SOURCE = utf8("/renewals/activation-stream");
  private static final byte[] UPDATE = utf8("update");
  private static final byte[] ACTIVATION = utf8("activation");

  private final OutputBytes bytes;
  private Instant lastTime = Instant.EPOCH;
  private byte[] lastTimeText = utf8(lastTime.toString());

  Output(SchemaRegistry registry) {
    this.bytes = new OutputBytes(registry);
  }

  /** Key merchantId, or renewalId where the merchant is unknown. */
  Record<byte[], Emission> of(Update update) {
    String key = update.request() == null ? update.renewalId() : update.request().merchantId();
    return new Record<>(
        utf8(key),
        new Emission(Emission.Route.UPDATE, bytes.of(update)),
        update.at().toEpochMilli(),
        cloudEvent(UPDATE, update.updateId(), update.at(), update.renewalId()));
  }

  /** Key merchantId. */
  Record<byte[], Emission> of(ReminderRules.Told told) {
    return new Record<>(
        utf8(told.renewal().merchantId()),
        new Emission(Emission.Route.UPDATE, bytes.of(told)),
        told.at().toEpochMilli(),
        cloudEvent(UPDATE, told.updateId(), told.at(), told.renewal().renewalId()));
  }

  /** Key the card. */
  Record<byte[], Emission> of(CardChange change) {
    return new Record<>(
        utf8(change.request().cardKey()),
        new Emission(Emission.Route.CARD_CHANGE, bytes.of(change)),
        change.at().toEpochMilli());
  }

  /** Key merchantId. */
  Record<byte[], Emission> of(CardRules.Outcome outcome) {
    CardChange change = outcome.change();
    return new Record<>(
        utf8(change.request().merchantId()),
        new Emission(Emission.Route.ACTIVATION, bytes.of(outcome)),
        change.at().toEpochMilli(),
        cloudEvent(
            ACTIVATION,
            change.activationId() + "/" + change.status(),
            change.at(),
            change.request().renewalId()));
  }

  private RecordHeaders cloudEvent(byte[] type, String id, Instant at, String subject) {
    RecordHeaders headers = new RecordHeaders();
    headers.add("ce_specversion", SPEC_VERSION);
    headers.add("ce_id", utf8(id));
    headers.add("ce_type", type);
    headers.add("ce_source", SOURCE);
    headers.add("ce_time", time(at));
    headers.add("ce_subject", utf8(subject));
    return headers;
  }

  /**
   * Many records in a row have the same time: those of a step, and of a batch that was appended.
   */
  private byte[] time(Instant at) {
    if (!at.equals(lastTime)) {
      lastTime = at;
      lastTimeText = utf8(at.toString());
    }
    return lastTimeText;
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
