package renewals.activation.record;

import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.StoreBuilder;
import renewals.activation.record.EventReader.Read;
import renewals.streams.provenance.Arrival;
import renewals.streams.record.DeadLetter.Cause;
import renewals.streams.record.ParkedRecords;
import renewals.streams.record.SourceRecord;
import renewals.streams.record.Stamps;
import renewals.streams.state.StateStores;
import renewals.streams.timer.Ticking;

/**
 * Reads an input that is judged in one place, wherever its records lie: sends on what is valid,
 * sends what is not to dead letters, and parks what nobody can read yet.
 *
 * @param <T> what a valid event says
 */
public final class ReadProcessor<T> extends ContextualProcessor<byte[], Arrival, byte[], byte[]> {

  private static final int PARKED_PER_TICK = 1_000;

  private final Making<T> made;
  private final BiFunction<T, SourceRecord, byte[]> format;
  private EventReader<T> reader;
  private ParkedRecords parked;

  private ReadProcessor(Making<T> made) {
    this.made = made;
    this.format = made.format().get();
  }

  @Override
  public void init(ProcessorContext<byte[], byte[]> context) {
    super.init(context);
    reader = made.reader().get();
    parked = new ParkedRecords(context.getStateStore(made.parkedStore()));
    Ticking.every(
        made.ticks().every(), context, now -> parked.tryAgain(PARKED_PER_TICK, this::judged));
  }

  @Override
  public void process(Record<byte[], Arrival> record) {
    SourceRecord original = record.value().record();
    Optional<String> unproven = record.value().unproven();
    if (unproven.isPresent()) {
      sendToDeadLetters(original, EventReader.unproven(unproven.get()));
    } else if (parked.mustWait(original) || !judged(original)) {
      parked.park(original);
      made.records().parked(original.topic());
    }
  }

  /** False where nobody can be asked for its schema, or who said it isn't known yet. */
  private boolean judged(SourceRecord original) {
    return switch (reader.read(original)) {
      case Read.Valid<T> valid -> {
        byte[] bytes = format.apply(valid.said(), original);
        Record<byte[], byte[]> read = new Record<>(original.key(), bytes, original.appendedAt());
        context().forward(Stamps.notAhead(read, context()), made.valid());
        yield true;
      }
      case Read.Bad<T> bad -> {
        sendToDeadLetters(original, new Cause(bad.reason(), bad.text(), bad.stage()));
        yield true;
      }
      case Read.Later<T> later -> false;
    };
  }

  private void sendToDeadLetters(SourceRecord original, Cause cause) {
    context()
        .forward(
            made.deadLetters().of(original, cause, context().currentSystemTimeMs()),
            made.refused());
  }

  /**
   * Makes the processor and says which store it has.
   *
   * @param reader made when it begins, as it asks the registry
   * @param format makes the form that is sent on; one for each processor
   * @param parkedStore holds what cannot be judged yet
   * @param valid the node that takes what is valid
   * @param refused the node that takes dead letters
   */
  public record Making<T>(
      Supplier<EventReader<T>> reader,
      Supplier<BiFunction<T, SourceRecord, byte[]>> format,
      String parkedStore,
      String valid,
      String refused,
      Ticks ticks,
      DeadLetters deadLetters,
      RecordCounts records)
      implements ProcessorSupplier<byte[], Arrival, byte[], byte[]> {

    @Override
    public Processor<byte[], Arrival, byte[], byte[]> get() {
      return new ReadProcessor<>(this);
    }

    @Override
    public Set<StoreBuilder<?>> stores() {
      return Set.of(StateStores.inMemory(parkedStore, Serdes.ByteArray()));
    }
  }
}
