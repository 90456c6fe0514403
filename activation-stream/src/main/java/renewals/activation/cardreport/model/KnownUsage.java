package renewals.activation.cardreport.model;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;

/**
 * What is known of a card's usage by one carrier.
 *
 * @param newest the report that holds
 * @param told what was told in its period, the latest last, at most {@link #MOST_TOLD}
 * @param days the last report of each day of its period, the newest last, at most {@link
 *     #MOST_DAYS}
 */
public record KnownUsage(UsageReport newest, List<ToldThreshold> told, List<Day> days) {

  /** So many allowances of a period are remembered. */
  static final int MOST_TOLD = 8;

  /** So many days a forecast goes back. */
  static final int MOST_DAYS = 7;

  /** The greatest threshold that was told for an allowance, in per cent. */
  public record ToldThreshold(long allowance, int threshold) {}

  /** The last report of a day. */
  public record Day(Instant asOf, long usedBytes) {}

  /** Lists of its own. */
  public KnownUsage {
    told = List.copyOf(told);
    days = List.copyOf(days);
  }

  /** The first report of a period. */
  static KnownUsage first(UsageReport report) {
    return new KnownUsage(report, List.of(), List.of(new Day(report.asOf(), report.usedBytes())));
  }

  /**
   * With a later report. What earlier ones said to be more than this one was wrong.
   *
   * @param zone whose days are counted
   */
  KnownUsage with(UsageReport report, ZoneId zone) {
    if (!report.periodStart().equals(newest.periodStart())) {
      return first(report);
    }
    LocalDate today = LocalDate.ofInstant(report.asOf(), zone);
    int before = days.size();
    // reports come in order of time, so those of today are the last
    while (before > 0 && LocalDate.ofInstant(days.get(before - 1).asOf(), zone).equals(today)) {
      before--;
    }
    List<Day> kept = new ArrayList<>(before + 1);
    for (Day day : days.subList(0, before)) {
      if (day.usedBytes() <= report.usedBytes()) {
        kept.add(day);
      }
    }
    kept.add(new Day(report.asOf(), report.usedBytes()));
    int first = Math.max(0, kept.size() - MOST_DAYS);
    return new KnownUsage(report, told, kept.subList(first, kept.size()));
  }

  /** The greatest threshold that was told for an allowance, 0 if none was. */
  int toldOf(long allowance) {
    for (ToldThreshold each : told) {
      if (each.allowance() == allowance) {
        return each.threshold();
      }
    }
    return 0;
  }

  /** Once a threshold has been told; the allowance that was told of longest ago makes room. */
  KnownUsage told(long allowance, int threshold) {
    List<ToldThreshold> all = new ArrayList<>(told);
    all.removeIf(each -> each.allowance() == allowance);
    all.add(new ToldThreshold(allowance, threshold));
    int first = Math.max(0, all.size() - MOST_TOLD);
    return new KnownUsage(newest, all.subList(first, all.size()), days);
  }
}
