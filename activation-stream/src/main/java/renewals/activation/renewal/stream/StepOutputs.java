package renewals.activation.renewal.stream;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.LongSupplier;
import org.apache.kafka.streams.processor.api.Record;
import renewals.activation.record.DeadLetters;
import renewals.activation.renewal.model.CardChange;
import renewals.activation.renewal.model.CaseUpdateKind;
import renewals.activation.renewal.model.RecordOutcome.Refusal;
import renewals.activation.renewal.model.Update;
import renewals.streams.record.DeadLetter.Cause;
import renewals.streams.record.DeadLetter.Stage;
import renewals.streams.record.SourceRecord;

/**
 * Where what a step comes to leaves the processor. Its bytes are made first ({@link #ready}), so
 * that nothing can fail once something was written.
 */
final class StepOutputs {

  private final UpdateRecords records;
  private final DeadLetters deadLetters;
  private final RenewalCounts counts;
  private final StepTraces traces;
  private final BiConsumer<Record<byte[], byte[]>, String> forward;
  private final LongSupplier wallClock;

  /**
   * Outputs of a task.
   *
   * @param forward a record to a node of the graph
   */
  StepOutputs(
      UpdateRecords records,
      DeadLetters deadLetters,
      RenewalCounts counts,
      StepTraces traces,
      BiConsumer<Record<byte[], byte[]>, String> forward,
      LongSupplier wallClock) {
    this.records = records;
    this.deadLetters = deadLetters;
    this.counts = counts;
    this.traces = traces;
    this.forward = forward;
    this.wallClock = wallClock;
  }

  /** An update on its way out. */
  record Ready(CaseUpdateKind kind, Record<byte[], byte[]> record) {}

  /** Updates as bytes. */
  List<Ready> ready(List<Update> updates) {
    List<Ready> ready = new ArrayList<>(updates.size());
    for (Update update : updates) {
      ready.add(new Ready(update.kind(), records.of(update)));
    }
    return ready;
  }

  /** A change as bytes. */
  Record<byte[], byte[]> ready(CardChange change) {
    return records.of(change);
  }

  void emitUpdates(List<Ready> updates) {
    for (Ready update : updates) {
      counts.updated(update.kind());
      forward.accept(traces.marked(update.record()), RenewalNodes.UPDATES);
    }
  }

  void emitChange(Record<byte[], byte[]> change) {
    forward.accept(traces.marked(change), RenewalNodes.CARD_CHANGES);
  }

  /** Sends a record to the dead letters, and counts it so. */
  void sendToDeadLetters(SourceRecord original, Cause cause) {
    emitDeadLetter(deadLetters.of(original, cause, wallClock.getAsLong()));
  }

  void sendToDeadLetters(SourceRecord original, Refusal refusal) {
    sendToDeadLetters(original, causeOf(refusal));
  }

  /** The same of one that was held, and so was counted when it came. */
  void sendHeldToDeadLetters(SourceRecord original, Refusal refusal) {
    counts.heldRefused(refusal.reason().name());
    emitDeadLetter(deadLetters.ofTakenUp(original, causeOf(refusal), wallClock.getAsLong()));
  }

  private void emitDeadLetter(Record<byte[], byte[]> letter) {
    forward.accept(letter, RenewalNodes.DEAD_LETTERS);
  }

  private static Cause causeOf(Refusal refusal) {
    return new Cause(refusal.reason().name(), refusal.text(), Stage.DECIDE);
  }
}
