package renewals.streams.provenance;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import renewals.streams.provenance.ProofCheck.Verdict;
import renewals.streams.record.ParkedRecords;
import renewals.streams.record.SourceRecord;
import renewals.streams.timer.Ticking;
import renewals.streams.watermark.PartitionWatermark;
import renewals.streams.watermark.PartitionWatermarks;

/**
 * Stands behind the sources and before everything else: judges each record's proof on its bytes.
 * What it lets through is never judged so again, wherever it is sent: internal topics are written
 * by the application alone. A record of a key that isn't known here is parked until it is, for up
 * to a minute after its append; nothing else waits behind it, so that nobody can hold up what
 * others say.
 *
 * <p>What waits is in its store, with the commit of the step that parked it. A judge that throws
 * fails the step; the stream thread dies and the record is read again.
 */
public final class ProvenanceProcessor
    extends ContextualProcessor<byte[], byte[], byte[], Arrival> {

  private static final Duration TRY_EVERY = Duration.ofSeconds(1);

  /** More are of no party that was just added: they don't wait, so that waiting costs little. */
  private static final int MOST_WAITING = 10_000;

  private final Supplier made;
  private PartitionWatermark progress;
  private ParkedRecords waiting;
  private long heldFrom;

  private ProvenanceProcessor(Supplier made) {
    this.made = made;
  }

  @Override
  public void init(ProcessorContext<byte[], Arrival> context) {
    super.init(context);
    progress = made.watermarks().begin(made.inputs(), context.taskId().partition());
    waiting = new ParkedRecords(context.getStateStore(made.waiting().name()));
    hold(waiting.firstAppendedAt());
    Ticking.every(TRY_EVERY, context, now -> tryAgain());
  }

  @Override
  public void process(Record<byte[], byte[]> record) {
    RecordMetadata from = context().recordMetadata().orElseThrow();
    SourceRecord original = SourceRecord.of(record, from);
    if (!made.topics().contains(original.topic())) {
      forward(record.withValue(new Arrival(original, Optional.empty())));
      return;
    }
    switch (made.proofs().judge(original)) {
      case Verdict.Taken taken ->
          forward(record.withValue(new Arrival(original, Optional.empty())));
      case Verdict.Refused refused ->
          forward(record.withValue(new Arrival(original, Optional.of(refused.text()))));
      case Verdict.Waiting waits -> park(record, original);
    }
  }

  private void park(Record<byte[], byte[]> record, SourceRecord original) {
    if (original.isOversized() || waiting.size() >= MOST_WAITING) {
      String text = "the record is of an unknown key, and too large or one too many to wait for it";
      forward(record.withValue(new Arrival(original, Optional.of(text))));
      return;
    }
    waiting.park(original);
    made.parked().accept(original.topic());
    hold(Math.min(heldFrom, original.appendedAt()));
    progress.done(original.topic(), original.offset());
  }

  private void tryAgain() {
    waiting.tryAgain(MOST_WAITING, this::isJudged);
    hold(waiting.firstAppendedAt());
  }

  private void hold(long from) {
    heldFrom = from;
    progress.hold(from);
  }

  private boolean isJudged(SourceRecord original) {
    Verdict verdict = made.proofs().judge(original);
    if (verdict instanceof Verdict.Waiting) {
      return false;
    }
    Optional<String> unproven =
        verdict instanceof Verdict.Refused refused ? Optional.of(refused.text()) : Optional.empty();
    forward(
        new Record<>(
            original.key(),
            new Arrival(original, unproven),
            original.appendedAt(),
            original.headers()));
    return true;
  }

  private void forward(Record<byte[], Arrival> arrival) {
    context().forward(arrival);
  }

  @Override
  public void close() {
    progress.end();
  }

  /**
   * Makes the processor and says which store it has.
   *
   * @param proofs judges
   * @param parked hears the topic of each record that has to wait
   * @param topics whose records are judged; those of others pass
   * @param waiting holds records of keys that aren't known yet: running number to {@link
   *     renewals.streams.record.SourceRecordFormat}
   * @param inputs what the sources are called in the watermarks
   * @param watermarks hear of what waits
   */
  public record Supplier(
      ProofCheck proofs,
      Consumer<String> parked,
      Set<String> topics,
      StoreBuilder<KeyValueStore<byte[], byte[]>> waiting,
      Enum<?> inputs,
      PartitionWatermarks watermarks)
      implements ProcessorSupplier<byte[], byte[], byte[], Arrival> {

    @Override
    public Processor<byte[], byte[], byte[], Arrival> get() {
      return new ProvenanceProcessor(this);
    }

    @Override
    public Set<StoreBuilder<?>> stores() {
      return Set.of(waiting);
    }
  }
}
