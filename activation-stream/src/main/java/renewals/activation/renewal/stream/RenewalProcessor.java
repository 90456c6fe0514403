package renewals.activation.renewal.stream;

import java.util.Set;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.StoreBuilder;
import renewals.activation.carrier.stream.CarrierStores;
import renewals.activation.carrier.stream.ReestimationScans;
import renewals.activation.estimate.stream.EstimateStores;
import renewals.activation.estimate.stream.ProcessingTimeRecorder;
import renewals.activation.record.EventReader;
import renewals.activation.record.EventReader.Read;
import renewals.activation.record.Inputs;
import renewals.activation.renewal.codec.FactReader;
import renewals.activation.renewal.model.Fact;
import renewals.streams.record.DeadLetter.Cause;
import renewals.streams.record.ParkedRecords;
import renewals.streams.record.SourceRecord;
import renewals.streams.record.Stamps;
import renewals.streams.routing.RemoteWatermarks;
import renewals.streams.routing.Routed;
import renewals.streams.routing.Routed.RemoteWatermark;
import renewals.streams.timer.Ticking;
import renewals.streams.watermark.PartitionWatermark;

/**
 * Brings each record to its renewal's case: reads it, has the rules decide, and publishes the
 * result. On each tick it fires what has fallen due and tries again what was parked.
 */
public final class RenewalProcessor extends ContextualProcessor<byte[], Routed, byte[], byte[]> {

  /** How many parked records one tick tries again. */
  private static final int PARKED_PER_TICK = 1_000;

  private final RenewalParts parts;
  private PartitionWatermark progress;
  private RemoteWatermarks others;
  private EventReader<Fact> reader;
  private ParkedRecords parked;
  private RenewalState state;
  private StepOutputs outputs;
  private RenewalHandler handler;
  private DeadlinePunctuator deadlines;
  private ReestimationPunctuator scan;
  private CardWatermarks cards;
  private ProcessingTimeRecorder times;

  private RenewalProcessor(RenewalParts parts) {
    this.parts = parts;
  }

  @Override
  public void init(ProcessorContext<byte[], byte[]> context) {
    super.init(context);
    int partition = context.taskId().partition();
    progress = parts.watermarks().begin(Inputs.RENEWAL_FACTS, partition);
    others = new RemoteWatermarks(parts.partitions(), partition);
    reader = FactReader.of(parts.registry(), parts.provenance());
    parked = new ParkedRecords(context.getStateStore(RenewalStores.PARKED));
    StepTraces traces = new StepTraces(parts.tracing());
    state = new RenewalState(parts, context, traces);
    times =
        new ProcessingTimeRecorder(
            context.getStateStore(EstimateStores.LEARNT),
            parts.estimating(),
            partition,
            context.currentSystemTimeMs(),
            record -> context.forward(record, RenewalNodes.TIMES));
    outputs =
        new StepOutputs(
            new UpdateRecords(parts.registry()),
            parts.deadLetters(),
            parts.counts(),
            traces,
            (record, node) -> context.forward(Stamps.notAhead(record, context), node),
            context::currentSystemTimeMs);
    DeadlineHandler fired = new DeadlineHandler(parts, state, times, outputs, traces);
    handler =
        new RenewalHandler(
            parts, state, fired, times, outputs, traces, context::currentSystemTimeMs);
    deadlines = new DeadlinePunctuator(state.deadlines(), fired, parked, parts.ticks().most());
    ReestimationHandler reestimations = new ReestimationHandler(parts, state, outputs, traces);
    scan =
        new ReestimationPunctuator(
            new ReestimationScans(context.getStateStore(CarrierStores.SCAN)),
            state.deadlines(),
            parts.policy(),
            parts.ticks().most(),
            reestimations::handle);
    cards =
        new CardWatermarks(
            partition,
            CardWatermarks.every(parts.ticks().every()),
            record -> context.forward(record, RenewalNodes.CARD_CHANGES));
    Ticking.every(parts.ticks().every(), context, this::tick);
  }

  @Override
  public void process(Record<byte[], Routed> record) {
    switch (record.value()) {
      case Routed.Source source -> take(source);
      case RemoteWatermark watermark -> others.take(watermark);
    }
  }

  private void take(Routed.Source source) {
    SourceRecord original = source.record();
    if (source.unproven().isPresent()) {
      outputs.sendToDeadLetters(original, EventReader.unproven(source.unproven().get()));
    } else if (parked.mustWait(original) || !judged(original)) {
      parked.park(original);
      parts.records().parked(original.topic());
    }
    // what waited for its party to be known comes with a tick, and is worked off already
    context().recordMetadata().ifPresent(from -> progress.done(from.topic(), from.offset()));
  }

  /**
   * False where nobody can be asked for its schema, who said it isn't known yet, or a deadline
   * before it may not fire yet.
   */
  private boolean judged(SourceRecord original) {
    return switch (reader.read(original)) {
      case Read.Valid<Fact> valid -> handler.handle(valid.said(), original, this::watermark);
      case Read.Bad<Fact> bad -> {
        outputs.sendToDeadLetters(original, new Cause(bad.reason(), bad.text(), bad.stage()));
        yield true;
      }
      case Read.Later<Fact> later -> false;
    };
  }

  /** The time up to which everything that belongs here has been read, wherever it lay. */
  private long watermark() {
    return Math.min(progress.watermark(), others.watermark());
  }

  private void tick(long now) {
    parked.tryAgain(PARKED_PER_TICK, this::judged);
    long watermark = watermark();
    deadlines.fire(Math.min(now, watermark), now);
    scan.goOn(watermark, now);
    cards.send(Math.min(watermark, parked.firstAppendedAt()), now);
    times.publish(now);
    state.stateCounts().post();
  }

  @Override
  public void close() {
    parts.board().remove(context().taskId().partition());
    progress.end();
  }

  /** Makes the processor and says which stores it has. */
  public record Supplier(RenewalParts parts)
      implements ProcessorSupplier<byte[], Routed, byte[], byte[]> {

    @Override
    public Processor<byte[], Routed, byte[], byte[]> get() {
      return new RenewalProcessor(parts);
    }

    @Override
    public Set<StoreBuilder<?>> stores() {
      return RenewalStores.builders(parts.writeBehindBytes());
    }
  }
}
