package renewals.activation.card.stream;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.StoreBuilder;
import renewals.activation.cardreport.codec.ReportReader;
import renewals.activation.cardreport.model.CardNews;
import renewals.activation.cardreport.model.CardReport;
import renewals.activation.cardreport.model.Judged;
import renewals.activation.cardreport.model.ReportRules;
import renewals.activation.record.EventReader;
import renewals.activation.record.EventReader.Read;
import renewals.streams.record.DeadLetter.Cause;
import renewals.streams.record.DeadLetter.Stage;
import renewals.streams.record.ParkedRecords;
import renewals.streams.record.SourceRecord;
import renewals.streams.record.Stamps;
import renewals.streams.routing.Routed;
import renewals.streams.timer.Ticking;

/**
 * Takes in what carriers report of cards, beside the cards' ledgers: reads it, has the rules judge,
 * and publishes what is to be told. On each tick it tries again what was parked.
 */
public final class CardReportProcessor extends ContextualProcessor<byte[], Routed, byte[], byte[]> {

  /** The nodes that take what comes out. */
  public static final String NEWS = "card-news";

  public static final String DEAD_LETTERS = "refused-reports";

  private static final int PARKED_PER_TICK = 1_000;

  private final CardParts parts;
  private EventReader<CardReport> reader;
  private ParkedRecords parked;
  private Ledgers ledgers;
  private CardReportStore reports;
  private CardRecords records;

  private CardReportProcessor(CardParts parts) {
    this.parts = parts;
  }

  @Override
  public void init(ProcessorContext<byte[], byte[]> context) {
    super.init(context);
    reader = ReportReader.of(parts.registry(), parts.provenance());
    parked = new ParkedRecords(context.getStateStore(CardStores.PARKED));
    ledgers =
        new Ledgers(
            context.getStateStore(CardStores.CARDS), context.getStateStore(CardStores.LEDGER));
    reports = new CardReportStore(context.getStateStore(CardStores.REPORTS));
    records = new CardRecords(parts.registry());
    Ticking.every(
        parts.ticks().every(), context, now -> parked.tryAgain(PARKED_PER_TICK, this::judged));
  }

  @Override
  public void process(Record<byte[], Routed> record) {
    if (!(record.value() instanceof Routed.Source source)) {
      throw new IllegalStateException("cannot happen: nothing else is routed to reports");
    }
    SourceRecord original = source.record();
    if (source.unproven().isPresent()) {
      refuse(original, EventReader.unproven(source.unproven().get()));
    } else if (parked.mustWait(original) || !judged(original)) {
      parked.park(original);
      parts.records().parked(original.topic());
    }
  }

  /** False where nobody can be asked for its schema, or who said it isn't known yet. */
  private boolean judged(SourceRecord original) {
    return switch (reader.read(original)) {
      case Read.Valid<CardReport> valid -> {
        take(valid.said(), original);
        yield true;
      }
      case Read.Bad<CardReport> bad -> {
        refuse(original, new Cause(bad.reason(), bad.text(), bad.stage()));
        yield true;
      }
      case Read.Later<CardReport> later -> false;
    };
  }

  private void take(CardReport report, SourceRecord original) {
    Judged judged;
    List<Record<byte[], byte[]>> told = new ArrayList<>();
    try {
      judged = judge(report, Instant.ofEpochMilli(original.appendedAt()));
      if (judged instanceof Judged.Applied applied) {
        for (CardNews news : applied.news()) {
          told.add(records.of(news));
        }
      }
    } catch (RuntimeException e) {
      refuse(original, Cause.ofFailure(e));
      return;
    }
    switch (judged) {
      case Judged.Applied applied -> {
        reports.save(report.cardKey(), report.carrierId(), applied.after());
        parts.records().applied(original.topic());
        told.forEach(record -> context().forward(Stamps.notAhead(record, context()), NEWS));
        for (CardNews news : applied.news()) {
          parts.counts().told(news.kind());
        }
      }
      case Judged.Duplicate duplicate -> parts.records().duplicate(original.topic());
      case Judged.Refused refused ->
          refuse(original, new Cause(refused.reason().name(), refused.text(), Stage.DECIDE));
    }
  }

  private Judged judge(CardReport report, Instant at) {
    return ReportRules.judge(
        reports.find(report.cardKey(), report.carrierId()),
        report,
        () -> reports.reporters(report.cardKey()),
        ledgers.view(report.cardKey()),
        parts.reports(),
        at);
  }

  private void refuse(SourceRecord original, Cause cause) {
    context()
        .forward(
            parts.deadLetters().of(original, cause, context().currentSystemTimeMs()), DEAD_LETTERS);
  }

  /** Makes the processor and says which stores it has to itself. */
  public record Supplier(CardParts parts)
      implements ProcessorSupplier<byte[], Routed, byte[], byte[]> {

    @Override
    public Processor<byte[], Routed, byte[], byte[]> get() {
      return new CardReportProcessor(parts);
    }

    @Override
    public Set<StoreBuilder<?>> stores() {
      return CardStores.ofReports();
    }
  }
}
