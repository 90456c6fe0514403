package renewals.activation.topology;

import java.util.Set;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.apache.kafka.streams.state.StoreBuilder;
import renewals.activation.codec.CarrierFormat;
import renewals.activation.codec.CarrierFormat.Report;
import renewals.activation.codec.Intake;
import renewals.activation.codec.Intake.Read;
import renewals.activation.domain.CarrierStatusReport;
import renewals.streams.record.DeadLetter.Cause;
import renewals.streams.record.ParkedRecords;
import renewals.streams.record.SourceRecord;

/**
 * Reads what carriers publish of themselves: sends on what is valid, buries what is not, and parks
 * what nobody can read yet. Where a record lies does not matter: all go to one place to be judged.
 */
final class StatusProcessor extends ContextualProcessor<byte[], byte[], byte[], Emission> {

  private static final int PARKED_PER_TICK = 1_000;

  private final Parts parts;
  private final CarrierFormat format = new CarrierFormat();
  private Intake<CarrierStatusReport> intake;
  private ParkedRecords parked;

  private StatusProcessor(Parts parts) {
    this.parts = parts;
  }

  @Override
  public void init(ProcessorContext<byte[], Emission> context) {
    super.init(context);
    intake = Intake.ofStatuses(parts.registry());
    parked = new ParkedRecords(context.getStateStore(Stores.PARKED_STATUSES));
    context.schedule(
        parts.tick(),
        PunctuationType.WALL_CLOCK_TIME,
        now -> parked.tryAgain(PARKED_PER_TICK, this::judged));
  }

  @Override
  public void process(Record<byte[], byte[]> record) {
    RecordMetadata from = context().recordMetadata().orElseThrow();
    SourceRecord original = SourceRecord.of(record, from);
    if (parked.mustWait(original) || !judged(original)) {
      parked.park(original);
      parts.counts().parked(original.topic());
    }
  }

  /** False where nobody can be asked for its schema. */
  private boolean judged(SourceRecord original) {
    return switch (intake.read(original)) {
      case Read.Valid<CarrierStatusReport> valid -> {
        report(valid.said(), original);
        yield true;
      }
      case Read.Bad<CarrierStatusReport> bad -> {
        parts.counts().dead(original.topic(), bad.reason());
        context()
            .forward(
                DeadLetters.of(
                    original,
                    new Cause(bad.reason(), bad.text(), bad.stage()),
                    parts.topics(),
                    context().currentSystemTimeMs()));
        yield true;
      }
      case Read.Later<CarrierStatusReport> later -> false;
    };
  }

  private void report(CarrierStatusReport word, SourceRecord original) {
    byte[] bytes = format.write(new Report(word, original));
    context()
        .forward(
            new Record<>(
                original.key(),
                new Emission(Emission.Route.CARRIER_REPORT, bytes),
                original.appendedAt()));
  }

  /** Makes the processor and says which stores it has. */
  record Supplier(Parts parts) implements ProcessorSupplier<byte[], byte[], byte[], Emission> {

    @Override
    public Processor<byte[], byte[], byte[], Emission> get() {
      return new StatusProcessor(parts);
    }

    @Override
    public Set<StoreBuilder<?>> stores() {
      return Stores.ofStatuses();
    }
  }
}
