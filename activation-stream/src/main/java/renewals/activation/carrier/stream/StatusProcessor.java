package renewals.activation.carrier.stream;

import java.util.Optional;
import java.util.Set;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.StoreBuilder;
import renewals.activation.carrier.codec.CarrierFormat;
import renewals.activation.carrier.codec.CarrierFormat.Report;
import renewals.activation.carrier.codec.StatusReader;
import renewals.activation.carrier.model.CarrierStatusReport;
import renewals.activation.record.EventReader;
import renewals.activation.record.EventReader.Read;
import renewals.streams.provenance.Arrival;
import renewals.streams.record.DeadLetter.Cause;
import renewals.streams.record.DeadLetter.Stage;
import renewals.streams.record.ParkedRecords;
import renewals.streams.record.SourceRecord;
import renewals.streams.routing.RepartitionNodes;

/**
 * Reads what carriers publish of themselves: sends on what is valid, sends what is not to dead
 * letters, and parks what nobody can read yet. Where a record lies does not matter: all go to one
 * place to be judged.
 */
public final class StatusProcessor extends ContextualProcessor<byte[], Arrival, byte[], byte[]> {

  /** The internal topic that brings valid reports to where they are judged. */
  public static final String TO_REGISTER = "carrier-reports";

  /** The node of dead letters. */
  public static final String DEAD_LETTERS = "unreadable-statuses";

  private static final String REPORTS = RepartitionNodes.entryOf(TO_REGISTER);

  private static final int PARKED_PER_TICK = 1_000;

  private final CarrierParts parts;
  private final CarrierFormat format = new CarrierFormat();
  private EventReader<CarrierStatusReport> reader;
  private ParkedRecords parked;

  private StatusProcessor(CarrierParts parts) {
    this.parts = parts;
  }

  @Override
  public void init(ProcessorContext<byte[], byte[]> context) {
    super.init(context);
    reader = StatusReader.of(parts.registry(), parts.provenance());
    parked = new ParkedRecords(context.getStateStore(CarrierStores.PARKED_STATUSES));
    context.schedule(
        parts.ticks().every(),
        PunctuationType.WALL_CLOCK_TIME,
        now -> parked.tryAgain(PARKED_PER_TICK, this::judged));
  }

  @Override
  public void process(Record<byte[], Arrival> record) {
    SourceRecord original = record.value().record();
    Optional<String> unproven = record.value().unproven();
    if (unproven.isPresent()) {
      sendToDeadLetters(original, new Cause("UNPROVEN", unproven.get(), Stage.READ));
    } else if (parked.mustWait(original) || !judged(original)) {
      parked.park(original);
      parts.records().parked(original.topic());
    }
  }

  /** False where nobody can be asked for its schema, or who said it isn't known yet. */
  private boolean judged(SourceRecord original) {
    return switch (reader.read(original)) {
      case Read.Valid<CarrierStatusReport> valid -> {
        report(valid.said(), original);
        yield true;
      }
      case Read.Bad<CarrierStatusReport> bad -> {
        sendToDeadLetters(original, new Cause(bad.reason(), bad.text(), bad.stage()));
        yield true;
      }
      case Read.Later<CarrierStatusReport> later -> false;
    };
  }

  private void sendToDeadLetters(SourceRecord original, Cause cause) {
    context()
        .forward(
            parts.deadLetters().of(original, cause, context().currentSystemTimeMs()), DEAD_LETTERS);
  }

  private void report(CarrierStatusReport word, SourceRecord original) {
    byte[] bytes = format.write(new Report(word, original));
    context().forward(new Record<>(original.key(), bytes, original.appendedAt()), REPORTS);
  }

  /** Makes the processor and says which stores it has. */
  public record Supplier(CarrierParts parts)
      implements ProcessorSupplier<byte[], Arrival, byte[], byte[]> {

    @Override
    public Processor<byte[], Arrival, byte[], byte[]> get() {
      return new StatusProcessor(parts);
    }

    @Override
    public Set<StoreBuilder<?>> stores() {
      return CarrierStores.ofStatuses();
    }
  }
}
