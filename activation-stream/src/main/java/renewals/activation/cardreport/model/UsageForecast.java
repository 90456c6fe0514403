package renewals.activation.cardreport.model;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * When data is expected to be used up.
 *
 * @param runsOutAt the moment, if it goes on as on the days before
 * @param days whose mean it rests on
 */
public record UsageForecast(Instant runsOutAt, int days) {

  private static final int FEWEST_DAYS = 3;
  private static final long LONGEST_MILLIS = Duration.ofDays(400).toMillis();

  /** What it rests on, in words for machines. */
  public String basis() {
    return "mean of %d days".formatted(days);
  }

  /**
   * Foretells it, by the mean use between the last reports of at least three days; null where too
   * few have reported, nothing is used, or the period ends before.
   */
  static @Nullable UsageForecast of(KnownUsage known, long allowance) {
    List<KnownUsage.Day> days = known.days();
    UsageReport newest = known.newest();
    long left = allowance - newest.usedBytes();
    if (days.size() < FEWEST_DAYS || left <= 0) {
      return null;
    }
    long used = newest.usedBytes() - days.getFirst().usedBytes();
    long millis = Duration.between(days.getFirst().asOf(), newest.asOf()).toMillis();
    double untilEmpty = (double) left * millis / used;
    if (used <= 0 || untilEmpty > LONGEST_MILLIS) {
      return null;
    }
    Instant at = newest.asOf().plusMillis(Math.round(untilEmpty));
    Instant end = newest.periodEnd();
    return end != null && !at.isBefore(end) ? null : new UsageForecast(at, days.size());
  }
}
