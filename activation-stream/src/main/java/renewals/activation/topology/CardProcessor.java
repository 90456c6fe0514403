package renewals.activation.topology;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.apache.kafka.streams.state.StoreBuilder;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import renewals.activation.codec.CardAsk;
import renewals.activation.codec.CardFormat;
import renewals.activation.domain.CardChange;
import renewals.activation.domain.CardRules;
import renewals.activation.domain.ReminderRules;
import renewals.streams.record.DeadLetter.Cause;
import renewals.streams.record.SourceRecord;
import renewals.streams.routing.RemoteWatermarks;
import renewals.streams.routing.Routed.RemoteWatermark;
import renewals.streams.timer.TimerStore;
import renewals.streams.watermark.PartitionWatermark;

/**
 * Books each change in its card's ledger and gives out what the merchant is told of it. On each
 * tick it reminds of the expiries that come near.
 */
final class CardProcessor extends ContextualProcessor<byte[], Emission, byte[], Emission> {

  private static final Logger LOG = LoggerFactory.getLogger(CardProcessor.class);

  private final Parts parts;
  private final CardFormat format = new CardFormat();
  private Ledgers ledgers;
  private Output output;
  private PartitionWatermark progress;
  private RemoteWatermarks marks;
  private ReminderPunctuator reminders;

  private CardProcessor(Parts parts) {
    this.parts = parts;
  }

  @Override
  public void init(ProcessorContext<byte[], Emission> context) {
    super.init(context);
    ledgers =
        new Ledgers(context.getStateStore(Stores.CARDS), context.getStateStore(Stores.LEDGER));
    output = new Output(parts.registry());
    progress = parts.progress().begin(Inputs.CARD_CHANGES, context.taskId().partition());
    marks = new RemoteWatermarks(parts.inputPartitions());
    reminders =
        new ReminderPunctuator(
            new TimerStore(context.getStateStore(Stores.REMINDERS)),
            ledgers,
            parts.mostPerTick(),
            parts.estimating(),
            this::remind);
    context.schedule(
        parts.tick(),
        PunctuationType.WALL_CLOCK_TIME,
        now -> reminders.fire(Math.min(now, watermark()), now));
  }

  @Override
  public void process(Record<byte[], Emission> record) {
    RecordMetadata from = context().recordMetadata().orElseThrow();
    byte[] bytes = record.value().bytes();
    Decided decided;
    try {
      decided = decide(bytes);
    } catch (RuntimeException e) {
      sendToDeadLetters(SourceRecord.of(record.withValue(bytes), from), e);
      progress.done(from.topic(), from.offset());
      return;
    }
    switch (decided) {
      case Decided.Booking booking -> carryOut(booking);
      case Decided.Told told -> marks.take(told.mark());
    }
    progress.done(from.topic(), from.offset());
  }

  /** Until then renewals were read everywhere, and what they asked of these cards is booked. */
  private long watermark() {
    return Math.min(progress.watermark(), marks.watermark());
  }

  /** What a record comes to, with nothing written yet. */
  private sealed interface Decided {

    /**
     * A change of a card.
     *
     * @param told what goes out, null where the ledger has the change already
     */
    record Booking(
        CardChange change,
        Ledgers.Opened ledger,
        Optional<CardRules.Booked> booked,
        @Nullable Record<byte[], Emission> told)
        implements Decided {}

    /** How far a partition of renewals has read. */
    record Told(RemoteWatermark mark) implements Decided {}
  }

  private Decided decide(byte[] bytes) {
    return switch (format.readAsk(bytes)) {
      case CardAsk.Change asked -> decide(asked.change());
      case CardAsk.Mark told -> new Decided.Told(told.mark());
    };
  }

  private Decided decide(CardChange change) {
    Ledgers.Opened ledger = ledgers.open(change.request().cardKey());
    Optional<CardRules.Booked> booked = book(ledger, change);
    return new Decided.Booking(
        change, ledger, booked, booked.map(all -> output.of(all.outcome())).orElse(null));
  }

  private void carryOut(Decided.Booking decided) {
    CardChange change = decided.change();
    Record<byte[], Emission> told = decided.told();
    if (decided.booked().isEmpty() || told == null) {
      parts.counts().bookedAlready(change.status());
      return;
    }
    CardRules.Booked booked = decided.booked().get();
    decided.ledger().save(booked.card(), booked.changed());
    reminders.schedule(change.request().cardKey(), booked.card());
    context().forward(told);
    count(change);
  }

  /** The rules threw, before anything was written: they would throw at it again for ever. */
  private void sendToDeadLetters(SourceRecord change, RuntimeException thrown) {
    Cause cause = Cause.ofFailure(thrown);
    LOG.error("a rule failed at {}: to the dead letters", change, thrown);
    parts.counts().deadOnItsWay(cause.reason());
    context()
        .forward(DeadLetters.of(change, cause, parts.topics(), context().currentSystemTimeMs()));
  }

  private void count(CardChange change) {
    parts.counts().given(change.status());
    if (change.reversedAt() == null) {
      long givenOut = context().currentSystemTimeMs();
      parts
          .counts()
          .activatedWithin(Duration.ofMillis(givenOut - change.activation().at().toEpochMilli()));
    }
  }

  private void remind(ReminderRules.Told told) {
    context().forward(output.of(told));
    parts.counts().updated(PipelineCounts.EXPIRY_REMINDER);
  }

  private Optional<CardRules.Booked> book(Ledgers.Opened ledger, CardChange change) {
    return change.reversedAt() == null
        ? CardRules.activate(
            ledger.head(),
            ledger.entry(change.activationId(), change.activation().at()),
            change,
            parts.terms())
        : CardRules.reverse(ledger.head(), ledger.entries(), change, parts.terms());
  }

  @Override
  public void close() {
    progress.end();
  }

  /** Makes the processor and says which stores it has. */
  record Supplier(Parts parts) implements ProcessorSupplier<byte[], Emission, byte[], Emission> {

    @Override
    public Processor<byte[], Emission, byte[], Emission> get() {
      return new CardProcessor(parts);
    }

    @Override
    public Set<StoreBuilder<?>> stores() {
      return Stores.ofCards(parts.heldCardBytes());
    }
  }
}
