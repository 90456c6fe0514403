package renewals.activation.renewal.codec;

import renewals.activation.renewal.model.Fact;
import renewals.streams.record.SourceRecord;
import renewals.streams.record.SourceRecordFormat;
import renewals.streams.state.StateReader;
import renewals.streams.state.StateWriter;

/** The compact form of a fact that is held until its request comes. For one thread. */
public final class HeldFactFormat {

  private static final int VERSION = 2;
  private static final int SINCE_REFUND_OF = 2;

  private final StateWriter writer = new StateWriter();

  /**
   * A fact that is held until its request comes, and the record that brought it.
   *
   * @param original a key equal to the fact's renewalId
   */
  public record Held(Fact fact, SourceRecord original) {}

  /** A held fact as bytes; the renewalId is its key and not written again. */
  public byte[] write(Held held) {
    StateWriter to = writer.start(VERSION);
    FactFormat.writeWhole(to, held.fact());
    SourceRecordFormat.write(to, held.original());
    return to.finish();
  }

  /** The held fact that bytes hold. */
  public Held read(String renewalId, byte[] bytes) {
    StateReader from = StateReader.start(bytes, "held fact", VERSION);
    Fact fact = FactFormat.readWhole(from, renewalId, from.version() >= SINCE_REFUND_OF);
    return new Held(fact, SourceRecordFormat.read(from));
  }
}
