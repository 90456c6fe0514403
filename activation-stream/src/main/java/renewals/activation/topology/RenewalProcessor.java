package renewals.activation.topology;

import java.util.HashSet;
import java.util.Set;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.apache.kafka.streams.state.StoreBuilder;
import renewals.activation.codec.FactIntake;
import renewals.activation.codec.FactIntake.Read;
import renewals.activation.codec.Original;
import renewals.activation.topology.ParkedRecords.Parked;
import renewals.activation.topology.ReadProgress.Inputs;

/**
 * Brings each record to its renewal's case: reads it, has the rules decide, and gives out what they
 * say. On each tick it fires what has fallen due and reads again what could not be read.
 */
final class RenewalProcessor extends ContextualProcessor<byte[], Original, byte[], Emission> {

  /** How many parked records one tick takes up. */
  private static final int PARKED_PER_TICK = 1_000;

  private final Parts parts;
  private ReadProgress.OfPartition progress;
  private FactIntake intake;
  private ParkedRecords parked;
  private CaseDesk desk;
  private DeadlineTick deadlines;
  private PartitionTally tally;

  private RenewalProcessor(Parts parts) {
    this.parts = parts;
  }

  @Override
  public void init(ProcessorContext<byte[], Emission> context) {
    super.init(context);
    progress = parts.progress().begin(Inputs.RENEWAL_FACTS, context.taskId().partition());
    intake = new FactIntake(parts.registry());
    parked = new ParkedRecords(context.getStateStore(Stores.PARKED));
    DeadlineIndex index = new DeadlineIndex(context.getStateStore(Stores.DEADLINES));
    tally =
        new PartitionTally(
            context.getStateStore(Stores.TALLY), parts.board(), context.taskId().partition());
    desk =
        new CaseDesk(
            parts,
            new Cases(context.getStateStore(Stores.CASES)),
            new HeldFacts(context.getStateStore(Stores.HELD)),
            index,
            tally,
            new Output(parts.registry()),
            context::forward,
            context::currentSystemTimeMs);
    deadlines = new DeadlineTick(index, desk, parked, parts.mostPerTick());
    context.schedule(parts.tick(), PunctuationType.WALL_CLOCK_TIME, this::tick);
  }

  @Override
  public void process(Record<byte[], Original> record) {
    Original original = record.value();
    byte[] key = original.key();
    if (key != null && !original.isOversized() && parked.holds(key)) {
      park(original);
    } else {
      judge(original);
    }
    RecordMetadata from = context().recordMetadata().orElseThrow();
    progress.done(from.topic(), from.offset());
  }

  private void judge(Original original) {
    switch (intake.read(original)) {
      case Read.Valid valid -> desk.take(valid.fact(), original);
      case Read.Bad bad -> desk.bury(original, bad.reason(), bad.text(), bad.stage());
      case Read.Later later -> park(original);
    }
  }

  private void park(Original original) {
    parked.park(original);
    parts.counts().parked(original.topic());
  }

  private void tick(long now) {
    readParkedAgain();
    deadlines.fire(Math.min(now, progress.readUpTo()), now);
    tally.post();
  }

  @Override
  public void close() {
    parts.board().remove(context().taskId().partition());
    progress.end();
  }

  /** In order of arrival; what still cannot be read holds up only what is behind it in its case. */
  private void readParkedAgain() {
    if (parked.isEmpty()) {
      return;
    }
    Set<Bytes> stillWaiting = new HashSet<>();
    for (Parked next : parked.first(PARKED_PER_TICK)) {
      Bytes key = ParkedRecords.keyOf(next.original());
      if (stillWaiting.contains(key)) {
        continue;
      }
      if (intake.read(next.original()) instanceof Read.Later) {
        stillWaiting.add(key);
      } else {
        parked.release(next);
        judge(next.original());
      }
    }
  }

  /** Makes the processor and says which stores it has. */
  record Supplier(Parts parts) implements ProcessorSupplier<byte[], Original, byte[], Emission> {

    @Override
    public Processor<byte[], Original, byte[], Emission> get() {
      return new RenewalProcessor(parts);
    }

    @Override
    public Set<StoreBuilder<?>> stores() {
      return Stores.ofRenewals();
    }
  }
}
