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
import renewals.activation.codec.CardAsk;
import renewals.activation.codec.CardFormat;
import renewals.activation.domain.CardChange;
import renewals.activation.domain.CardRules;
import renewals.activation.domain.ReminderRules;
import renewals.activation.topology.ReadProgress.Inputs;

/**
 * Books each change in its card's ledger and gives out what the merchant is told of it. On each
 * tick it reminds of the expiries that come near.
 */
final class CardProcessor extends ContextualProcessor<byte[], Emission, byte[], Emission> {

  private final Parts parts;
  private final CardFormat format = new CardFormat();
  private Ledgers ledgers;
  private Output output;
  private ReadProgress.OfPartition progress;
  private ReadMarks marks;
  private ReminderTick reminders;

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
    marks = new ReadMarks(parts.inputPartitions());
    reminders =
        new ReminderTick(
            new DeadlineIndex(context.getStateStore(Stores.REMINDERS)),
            ledgers,
            parts.mostPerTick(),
            parts.estimating(),
            this::remind);
    context.schedule(
        parts.tick(),
        PunctuationType.WALL_CLOCK_TIME,
        now -> reminders.fire(Math.min(now, readUpTo()), now));
  }

  @Override
  public void process(Record<byte[], Emission> record) {
    switch (format.readAsk(record.value().bytes())) {
      case CardAsk.Change asked -> take(asked.change());
      case CardAsk.Mark told -> marks.take(told.mark());
    }
    RecordMetadata from = context().recordMetadata().orElseThrow();
    progress.done(from.topic(), from.offset());
  }

  /** Until then renewals were read everywhere, and what they asked of these cards is booked. */
  private long readUpTo() {
    return Math.min(progress.readUpTo(), marks.readByAll());
  }

  private void take(CardChange change) {
    String cardKey = change.request().cardKey();
    Ledgers.Opened ledger = ledgers.open(cardKey);
    Optional<CardRules.Booked> booked = book(ledger, change);
    if (booked.isEmpty()) {
      parts.counts().bookedAlready(change.status());
    } else {
      ledger.keep(booked.get().card(), booked.get().changed());
      reminders.arm(cardKey, booked.get().card());
      context().forward(output.of(booked.get().outcome()));
      count(change);
    }
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
