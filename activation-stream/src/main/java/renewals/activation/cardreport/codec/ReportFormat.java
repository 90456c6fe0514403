package renewals.activation.cardreport.codec;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import renewals.activation.cardreport.model.CardStatusReport;
import renewals.activation.cardreport.model.KnownUsage;
import renewals.activation.cardreport.model.Reported;
import renewals.activation.cardreport.model.UsageReport;
import renewals.streams.state.StateReader;
import renewals.streams.state.StateWriter;
import renewals.streams.state.StoredNumbers;

/**
 * The stored form of what a carrier has reported of a card; card and carrier are the key and not
 * written again. One thread.
 */
public final class ReportFormat {

  private static final StoredNumbers<CardStatusReport.State> STATES =
      StoredNumbers.of(
          CardStatusReport.State.class,
          CardStatusReport.State.ACTIVE,
          CardStatusReport.State.SUSPENDED,
          CardStatusReport.State.CLOSED);

  private static final int VERSION = 1;

  private final StateWriter packer = new StateWriter();

  /** What a carrier has reported, as bytes. */
  public byte[] write(Reported reported) {
    StateWriter to = packer.start(VERSION);
    KnownUsage usage = reported.usage();
    to.flag(usage != null);
    if (usage != null) {
      write(to, usage);
    }
    CardStatusReport status = reported.status();
    to.flag(status != null);
    if (status != null) {
      to.choice(STATES, status.state()).optionalText(status.cause());
      to.optionalText(status.reasonText()).instant(status.since()).number(status.revision());
    }
    return to.finish();
  }

  /** What a carrier has reported, from bytes. */
  public Reported read(String cardKey, String carrierId, byte[] bytes) {
    StateReader from = StateReader.start(bytes, "report of a card", VERSION);
    KnownUsage usage = from.flag() ? readUsage(from, cardKey, carrierId) : null;
    return new Reported(usage, from.flag() ? readStatus(from, cardKey, carrierId) : null);
  }

  private static void write(StateWriter to, KnownUsage usage) {
    UsageReport newest = usage.newest();
    to.instant(newest.periodStart()).optionalInstant(newest.periodEnd());
    to.number(newest.usedBytes()).optionalNumber(newest.allowanceBytes()).instant(newest.asOf());
    to.number(usage.told().size());
    for (KnownUsage.ToldThreshold threshold : usage.told()) {
      to.number(threshold.allowance()).number(threshold.threshold());
    }
    to.number(usage.days().size());
    for (KnownUsage.Day day : usage.days()) {
      to.instant(day.asOf()).number(day.usedBytes());
    }
  }

  private static KnownUsage readUsage(StateReader from, String cardKey, String carrierId) {
    Instant periodStart = from.instant();
    Instant periodEnd = from.optionalInstant();
    long used = from.number();
    Long allowance = from.optionalNumber();
    UsageReport newest =
        new UsageReport(
            carrierId, cardKey, periodStart, periodEnd, used, allowance, from.instant());
    int thresholds = from.count();
    List<KnownUsage.ToldThreshold> told = new ArrayList<>(thresholds);
    for (int i = 0; i < thresholds; i++) {
      told.add(new KnownUsage.ToldThreshold(from.number(), from.count()));
    }
    int count = from.count();
    List<KnownUsage.Day> days = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      days.add(new KnownUsage.Day(from.instant(), from.number()));
    }
    return new KnownUsage(newest, told, days);
  }

  private static CardStatusReport readStatus(StateReader from, String cardKey, String carrierId) {
    CardStatusReport.State state = from.choice(STATES);
    @Nullable String cause = from.optionalText();
    @Nullable String reasonText = from.optionalText();
    return new CardStatusReport(
        carrierId, cardKey, state, cause, reasonText, from.instant(), from.number());
  }
}
