package renewals.activation.card.stream;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.apache.kafka.common.header.Header;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;
import renewals.activation.card.codec.CardEvents;
import renewals.activation.card.model.CardRules;
import renewals.activation.card.model.ReminderRules;
import renewals.activation.cardreport.codec.CardNewsEvents;
import renewals.activation.cardreport.model.CardNews;
import renewals.activation.cardreport.model.CardStatusReport;
import renewals.activation.renewal.model.CardChange;
import renewals.schemas.Topics;
import renewals.schemas.wire.SchemaRegistry;
import renewals.schemas.wire.WireWriter;
import renewals.streams.record.CloudEventHeaders;
import renewals.v1.Activation;
import renewals.v1.RenewalUpdate;

/**
 * Activations, reversals, reminders and news of cards, as records with the merchantId as key. The
 * schema ids are fetched when it is made, so that nothing depends on the registry afterwards. For
 * one thread.
 */
final class CardRecords {

  private static final Header UPDATE = CloudEventHeaders.typed("update".getBytes(UTF_8));
  private static final Header ACTIVATION = CloudEventHeaders.typed("activation".getBytes(UTF_8));

  private final WireWriter<RenewalUpdate> updates;
  private final WireWriter<Activation> activations;
  private final CloudEventHeaders headers = new CloudEventHeaders("/renewals/activation-stream");

  /**
   * Fetches the schema ids.
   *
   * @throws renewals.schemas.wire.WireException a schema is not registered, or nobody can be asked
   */
  CardRecords(SchemaRegistry registry) {
    this.updates = WireWriter.of(registry, Topics.RENEWAL_UPDATES, new RenewalUpdate());
    this.activations = WireWriter.of(registry, Topics.RENEWAL_ACTIVATIONS, new Activation());
  }

  /** A reminder. */
  Record<byte[], byte[]> of(ReminderRules.Told told) {
    return new Record<>(
        told.renewal().merchantId().getBytes(UTF_8),
        updates.write(CardEvents.reminder(told)),
        told.at().toEpochMilli(),
        headers.required(UPDATE, told.updateId()));
  }

  /** What a carrier's report gives to tell. */
  Record<byte[], byte[]> of(CardNews news) {
    return new Record<>(
        news.renewal().merchantId().getBytes(UTF_8),
        updates.write(CardNewsEvents.of(news)),
        news.at().toEpochMilli(),
        headers.required(UPDATE, news.updateId()));
  }

  /** An activation or reversal, with what its renewal's carrier last said of the card. */
  Record<byte[], byte[]> of(CardRules.Outcome outcome, @Nullable CardStatusReport status) {
    CardChange change = outcome.change();
    String id = change.activationId() + "/" + change.status();
    return new Record<>(
        change.request().merchantId().getBytes(UTF_8),
        activations.write(CardEvents.activation(outcome, status)),
        change.at().toEpochMilli(),
        headers.required(ACTIVATION, id));
  }
}
