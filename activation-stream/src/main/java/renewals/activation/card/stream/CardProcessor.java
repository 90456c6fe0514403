package renewals.activation.card.stream;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.apache.kafka.streams.state.StoreBuilder;
import org.jspecify.annotations.Nullable;
import renewals.activation.announcement.codec.AnnouncementFormat;
import renewals.activation.announcement.model.Announced;
import renewals.activation.announcement.stream.AnnouncementPunctuator;
import renewals.activation.announcement.stream.AnnouncementStores;
import renewals.activation.announcement.stream.AnnouncementWalks;
import renewals.activation.announcement.stream.TellOnceProcessor;
import renewals.activation.card.codec.CardFormat;
import renewals.activation.card.codec.CardInput;
import renewals.activation.card.codec.ToCards;
import renewals.activation.card.model.CardRules;
import renewals.activation.card.model.ReminderRules;
import renewals.activation.cardreport.model.CardStatusReport;
import renewals.activation.cardreport.model.Reported;
import renewals.activation.record.Inputs;
import renewals.activation.renewal.model.CardChange;
import renewals.kit.tracing.TraceAttributes;
import renewals.kit.tracing.TraceStep;
import renewals.schemas.trace.TraceContext;
import renewals.schemas.trace.TraceHeaders;
import renewals.streams.record.SourceRecord;
import renewals.streams.record.Stamps;
import renewals.streams.routing.RemoteWatermarks;
import renewals.streams.routing.RepartitionNodes;
import renewals.streams.routing.Routed.RemoteWatermark;
import renewals.streams.timer.Ticking;
import renewals.streams.timer.TimerStore;
import renewals.streams.trace.RecordSteps;
import renewals.streams.watermark.PartitionWatermark;

/**
 * Books each change in its card's ledger and publishes the activation or reversal; hands on what
 * else comes to the cards of its partition. On each tick it publishes the reminders that are due.
 *
 * <p>Long because each kind of record that comes to cards has its branch here.
 */
public final class CardProcessor extends ContextualProcessor<byte[], byte[], byte[], byte[]> {

  /** The nodes that take what comes out. */
  public static final String ACTIVATIONS = "renewal-activations";

  public static final String REMINDERS = "expiry-reminders";
  public static final String DEAD_LETTERS = "failed-changes";
  public static final String MOVED_REPORTS = "reports-from-elsewhere";
  public static final String ANNOUNCEMENTS = "announcements-beside-cards";

  private static final String TO_MERCHANTS =
      RepartitionNodes.entryOf(TellOnceProcessor.TO_MERCHANTS);

  private final CardParts parts;
  private final CardFormat format = new CardFormat();
  private final AnnouncementFormat announcementFormat = new AnnouncementFormat();
  private Ledgers ledgers;
  private CardReportStore reports;
  private CardRecords records;
  private PartitionWatermark progress;
  private RemoteWatermarks renewals;
  private ReminderPunctuator reminders;
  private AnnouncementPunctuator announcements;

  private CardProcessor(CardParts parts) {
    this.parts = parts;
  }

  @Override
  public void init(ProcessorContext<byte[], byte[]> context) {
    super.init(context);
    ledgers =
        new Ledgers(
            context.getStateStore(CardStores.CARDS), context.getStateStore(CardStores.LEDGER));
    reports = new CardReportStore(context.getStateStore(CardStores.REPORTS));
    records = new CardRecords(parts.registry());
    progress = parts.watermarks().begin(Inputs.CARD_CHANGES, context.taskId().partition());
    renewals = new RemoteWatermarks(parts.partitions());
    TimerStore index = new TimerStore(context.getStateStore(CardStores.REMINDERS));
    reminders = new ReminderPunctuator(index, ledgers, parts, this::reminder);
    announcements =
        new AnnouncementPunctuator(
            new AnnouncementWalks(context.getStateStore(AnnouncementStores.WALK)),
            index,
            cardKey -> ledgers.open(cardKey).head(),
            parts.ticks().most(),
            this::tell);
    Ticking.every(parts.ticks().every(), context, this::tick);
  }

  private void tick(long now) {
    long watermark = watermark();
    reminders.fire(Math.min(now, watermark), now);
    announcements.goOn(watermark, now);
  }

  @Override
  public void process(Record<byte[], byte[]> record) {
    RecordMetadata from = context().recordMetadata().orElseThrow();
    TraceStep step = traced(record, from);
    Decided decided;
    try {
      decided = decide(record.value());
    } catch (RuntimeException e) {
      step.failed(e.getClass().getName()).end();
      context().forward(parts.deadLetters().ofFailure(record, context(), e), DEAD_LETTERS);
      progress.done(from.topic(), from.offset());
      return;
    }
    switch (decided) {
      case Decided.Booking booking -> carryOut(booking, step);
      case Decided.Watermark read -> renewals.take(read.watermark());
      case Decided.ForOthers other ->
          context().forward(record.withValue(ToCards.contentOf(record.value())), other.node());
    }
    step.end();
    progress.done(from.topic(), from.offset());
  }

  /** The span of a change whose renewal's step was one. */
  private TraceStep traced(Record<byte[], byte[]> record, RecordMetadata from) {
    return parts.tracing().isOn() && TraceHeaders.of(record.headers()) != null
        ? RecordSteps.begin(parts.tracing(), SourceRecord.of(record, from), null)
        : TraceStep.NONE;
  }

  /**
   * The time up to which renewals were read everywhere, and the changes that they asked for of
   * these cards are booked.
   */
  private long watermark() {
    return Math.min(progress.watermark(), renewals.watermark());
  }

  /** The result of a record, with nothing written yet. */
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
        @Nullable Record<byte[], byte[]> told)
        implements Decided {}

    /** How far a partition of renewals has read. */
    record Watermark(RemoteWatermark watermark) implements Decided {}

    /** Nothing for ledgers. */
    record ForOthers(String node) implements Decided {}
  }

  private Decided decide(byte[] bytes) {
    return switch (ToCards.of(bytes)) {
      case REPORT -> new Decided.ForOthers(MOVED_REPORTS);
      case ANNOUNCEMENT -> new Decided.ForOthers(ANNOUNCEMENTS);
      case CHANGE ->
          switch (format.readInput(bytes)) {
            case CardInput.Change input -> decide(input.change());
            case CardInput.Watermark read -> new Decided.Watermark(read.watermark());
          };
    };
  }

  private Decided decide(CardChange change) {
    Ledgers.Opened ledger = ledgers.open(change.request().cardKey());
    Optional<CardRules.Booked> booked = book(ledger, change);
    return new Decided.Booking(
        change,
        ledger,
        booked,
        booked.map(all -> records.of(all.outcome(), statusOf(change))).orElse(null));
  }

  /** What the renewal's own carrier last said of the card. */
  private @Nullable CardStatusReport statusOf(CardChange change) {
    Reported reported = reports.find(change.request().cardKey(), change.request().carrierId());
    return reported == null ? null : reported.status();
  }

  private void carryOut(Decided.Booking decided, TraceStep step) {
    CardChange change = decided.change();
    step.with(TraceAttributes.RENEWAL_ID, change.request().renewalId());
    Record<byte[], byte[]> told = decided.told();
    if (decided.booked().isEmpty() || told == null) {
      parts.counts().bookedAlready(change.status());
      return;
    }
    CardRules.Booked booked = decided.booked().get();
    Ledgers.Opened saved = decided.ledger().save(booked.card(), booked.changed());
    reminders.schedule(
        change.request().cardKey(), saved, Instant.ofEpochMilli(context().currentSystemTimeMs()));
    TraceContext trace = step.context();
    if (trace != null) {
      TraceHeaders.put(told.headers(), trace);
    }
    context().forward(Stamps.notAhead(told, context()), ACTIVATIONS);
    count(change);
  }

  private void count(CardChange change) {
    parts.counts().published(change.status());
    if (change.reversedAt() == null) {
      long givenOut = context().currentSystemTimeMs();
      parts
          .counts()
          .activatedWithin(Duration.ofMillis(givenOut - change.activation().at().toEpochMilli()));
    }
  }

  private Runnable reminder(ReminderRules.Told told) {
    Record<byte[], byte[]> record = records.of(told);
    return () -> {
      context().forward(Stamps.notAhead(record, context()), REMINDERS);
      parts.counts().reminded();
    };
  }

  /** To where each merchant is told once. */
  private void tell(Announced announced, String merchantId) {
    Record<byte[], byte[]> told =
        new Record<>(
            merchantId.getBytes(UTF_8),
            announcementFormat.write(announced),
            announced.at().toEpochMilli());
    context().forward(Stamps.notAhead(told, context()), TO_MERCHANTS);
  }

  private Optional<CardRules.Booked> book(Ledgers.Opened ledger, CardChange change) {
    return change.reversedAt() == null
        ? CardRules.activate(
            ledger.head(),
            ledger.entry(change.activationId(), change.activation().at()),
            change,
            parts.policy())
        : CardRules.reverse(ledger.head(), ledger.entries(), change, parts.policy());
  }

  @Override
  public void close() {
    progress.end();
  }

  /** Makes the processor and says which stores it has to itself. */
  public record Supplier(CardParts parts)
      implements ProcessorSupplier<byte[], byte[], byte[], byte[]> {

    @Override
    public Processor<byte[], byte[], byte[], byte[]> get() {
      return new CardProcessor(parts);
    }

    @Override
    public Set<StoreBuilder<?>> stores() {
      return CardStores.ofLedgers();
    }
  }
}
