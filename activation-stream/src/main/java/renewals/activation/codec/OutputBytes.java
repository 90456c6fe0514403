package renewals.activation.codec;

import renewals.activation.domain.CardChange;
import renewals.activation.domain.CardRules;
import renewals.activation.domain.ReminderRules;
import renewals.activation.domain.Update;
import renewals.schemas.Topics;
import renewals.schemas.wire.SchemaRegistry;
import renewals.schemas.wire.WireWriter;
import renewals.v1.Activation;
import renewals.v1.RenewalUpdate;

/**
 * What the rules say, as the bytes that travel. The schema ids are fetched when it is made, so that
 * nothing depends on the registry afterwards. For one thread.
 */
public final class OutputBytes {

  private final WireWriter<RenewalUpdate> updates;
  private final WireWriter<Activation> activations;
  private final CardFormat cardFormat = new CardFormat();

  /**
   * Fetches the schema ids.
   *
   * @throws renewals.schemas.wire.WireException a schema is not registered, or nobody can be asked
   */
  public OutputBytes(SchemaRegistry registry) {
    this.updates = WireWriter.of(registry, Topics.RENEWAL_UPDATES, new RenewalUpdate());
    this.activations = WireWriter.of(registry, Topics.RENEWAL_ACTIVATIONS, new Activation());
  }

  /** An update, in wire format. */
  public byte[] of(Update update) {
    return updates.write(OutputWriter.update(update));
  }

  /** A reminder, in wire format. */
  public byte[] of(ReminderRules.Told told) {
    return updates.write(OutputWriter.reminder(told));
  }

  /** An activation or reversal, in wire format. */
  public byte[] of(CardRules.Outcome outcome) {
    return activations.write(OutputWriter.activation(outcome));
  }

  /** A change on its way to its card. */
  public byte[] of(CardChange change) {
    return cardFormat.write(change);
  }
}
