package renewals.notifier.domain;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * How often something was told on a day; it may be told three times a day. A day that is earlier
 * than the last is the last: whoever moves his zone to and fro begins no other.
 *
 * @param day the last on which it was told, null for never
 * @param told how often on that day
 */
public record DailyCount(@Nullable LocalDate day, int told) {

  /** Never told. */
  public static final DailyCount NONE = new DailyCount(null, 0);

  private static final int MOST_A_DAY = 3;

  /** How often it may still be told on a day. */
  public int leftOn(LocalDate today) {
    return day == null || today.isAfter(day) ? MOST_A_DAY : Math.max(0, MOST_A_DAY - told);
  }

  /** Told so many times more. */
  public DailyCount plus(LocalDate today, int more) {
    return day == null || today.isAfter(day)
        ? new DailyCount(today, more)
        : new DailyCount(day, told + more);
  }
}
