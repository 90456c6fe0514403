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
import renewals.activation.codec.Intake;
import renewals.activation.codec.Intake.Read;
import renewals.activation.domain.Fact;
import renewals.streams.record.DeadLetter.Cause;
import renewals.streams.record.ParkedRecords;
import renewals.streams.record.SourceRecord;
import renewals.streams.routing.RemoteWatermarks;
import renewals.streams.routing.Routed;
import renewals.streams.routing.Routed.RemoteWatermark;
import renewals.streams.timer.TimerStore;
import renewals.streams.watermark.PartitionWatermark;

/**
 * Brings each record to its renewal's case: reads it, has the rules decide, and gives out what they
 * say. On each tick it fires what has fallen due and takes up again what could not be judged.
 */
final class RenewalProcessor extends ContextualProcessor<byte[], Routed, byte[], Emission> {

  /** How many parked records one tick takes up. */
  private static final int PARKED_PER_TICK = 1_000;

  private final Parts parts;
  private PartitionWatermark progress;
  private RemoteWatermarks marks;
  private Intake<Fact> intake;
  private ParkedRecords parked;
  private RenewalHandler handler;
  private DeadlinePunctuator deadlines;
  private ReestimationPunctuator walk;
  private PartitionStateCounts stateCounts;
  private ProcessingTimeRecorder times;

  private RenewalProcessor(Parts parts) {
    this.parts = parts;
  }

  @Override
  public void init(ProcessorContext<byte[], Emission> context) {
    super.init(context);
    progress = parts.progress().begin(Inputs.RENEWAL_FACTS, context.taskId().partition());
    marks = new RemoteWatermarks(parts.inputPartitions(), context.taskId().partition());
    intake = Intake.ofFacts(parts.registry());
    parked = new ParkedRecords(context.getStateStore(Stores.PARKED));
    TimerStore index = new TimerStore(context.getStateStore(Stores.DEADLINES));
    stateCounts =
        new PartitionStateCounts(
            context.getStateStore(Stores.TALLY), parts.board(), context.taskId().partition());
    times =
        new ProcessingTimeRecorder(
            context.getStateStore(Stores.LEARNT),
            parts.estimating(),
            context.taskId().partition(),
            context.currentSystemTimeMs(),
            context::forward);
    handler =
        new RenewalHandler(
            parts,
            new Cases(context.getStateStore(Stores.CASES)),
            new HeldFacts(context.getStateStore(Stores.HELD)),
            index,
            stateCounts,
            times,
            new Output(parts.registry()),
            context::forward,
            context::currentSystemTimeMs);
    deadlines = new DeadlinePunctuator(index, handler, parked, parts.mostPerTick());
    walk =
        new ReestimationPunctuator(
            new ReestimationScans(context.getStateStore(Stores.CARRIER_WALK)),
            index,
            parts.terms(),
            parts.mostPerTick(),
            handler::reconsider);
    CardWatermarks cards = new CardWatermarks(context.taskId().partition(), context::forward);
    context.schedule(parts.tick(), PunctuationType.WALL_CLOCK_TIME, this::tick);
    context.schedule(
        CardWatermarks.EVERY,
        PunctuationType.WALL_CLOCK_TIME,
        now -> cards.tell(Math.min(watermark(), parked.firstAppendedAt()), now));
  }

  @Override
  public void process(Record<byte[], Routed> record) {
    switch (record.value()) {
      case Routed.Source source -> take(source.record());
      case RemoteWatermark mark -> marks.take(mark);
    }
  }

  private void take(SourceRecord original) {
    if (parked.mustWait(original) || !judged(original)) {
      parked.park(original);
      parts.counts().parked(original.topic());
    }
    RecordMetadata from = context().recordMetadata().orElseThrow();
    progress.done(from.topic(), from.offset());
  }

  /** False where nobody can be asked for its schema, or a deadline before it may not fire yet. */
  private boolean judged(SourceRecord original) {
    return switch (intake.read(original)) {
      case Read.Valid<Fact> valid -> handler.handle(valid.said(), original, this::watermark);
      case Read.Bad<Fact> bad -> {
        handler.sendToDeadLetters(original, new Cause(bad.reason(), bad.text(), bad.stage()));
        yield true;
      }
      case Read.Later<Fact> later -> false;
    };
  }

  /** Until then everything was read that belongs here, wherever it lay. */
  private long watermark() {
    return Math.min(progress.watermark(), marks.watermark());
  }

  private void tick(long now) {
    parked.tryAgain(PARKED_PER_TICK, this::judged);
    long watermark = watermark();
    deadlines.fire(Math.min(now, watermark), now);
    walk.goOn(watermark, now);
    times.publish(now);
    stateCounts.post();
  }

  @Override
  public void close() {
    parts.board().remove(context().taskId().partition());
    progress.end();
  }

  /** Makes the processor and says which stores it has. */
  record Supplier(Parts parts) implements ProcessorSupplier<byte[], Routed, byte[], Emission> {

    @Override
    public Processor<byte[], Routed, byte[], Emission> get() {
      return new RenewalProcessor(parts);
    }

    @Override
    public Set<StoreBuilder<?>> stores() {
      return Stores.ofRenewals(parts.heldCaseBytes());
    }
  }
}
