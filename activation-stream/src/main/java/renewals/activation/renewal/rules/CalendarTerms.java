package renewals.activation.renewal.rules;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A carrier's calendar: until when a renewal holds, how long an expired card can still be renewed,
 * when its merchant is reminded (rules, "What becomes of a card between renewals").
 *
 * @param cutoffDay 1–28: what expires later than the end of this day of a month has to be renewed
 *     before that end; null where the carrier has no cut-off
 * @param closesAfterDays how many days after its expiry a card is closed for good, at least 1; null
 *     where it never is
 * @param reminders how long before an expiry its merchant is reminded, in whole hours, the longest
 *     first; the expiry itself always counts
 */
public record CalendarTerms(
    @Nullable Integer cutoffDay, @Nullable Integer closesAfterDays, List<Duration> reminders) {

  /** Every month has it. */
  public static final int LAST_CUTOFF_DAY = 28;

  /** The longest that a card may stay open after its expiry, and a reminder lie before it. */
  public static final int MOST_DAYS = 366;

  /** No cut-off, never closed; reminders 30, 7 and 1 days before an expiry and at it. */
  public static final CalendarTerms DEFAULT =
      new CalendarTerms(
          null, null, List.of(Duration.ofDays(30), Duration.ofDays(7), Duration.ofDays(1)));

  public CalendarTerms {
    requireWithin("cutoffDay", cutoffDay, LAST_CUTOFF_DAY);
    requireWithin("closesAfterDays", closesAfterDays, MOST_DAYS);
    reminders =
        Stream.concat(reminders.stream(), Stream.of(Duration.ZERO))
            .distinct()
            .sorted(Comparator.reverseOrder())
            .toList();
    for (Duration lead : reminders) {
      if (!isLead(lead)) {
        throw new IllegalArgumentException(
            "a reminder is %s ahead, expected whole hours from 0 to %d days"
                .formatted(lead, MOST_DAYS));
      }
    }
  }

  /** Whether an expiry can be reminded of so long before it. */
  public static boolean isLead(Duration lead) {
    return !lead.isNegative()
        && lead.compareTo(Duration.ofDays(MOST_DAYS)) <= 0
        && Duration.ofHours(lead.toHours()).equals(lead);
  }

  private static void requireWithin(String name, @Nullable Integer given, int most) {
    if (given != null && (given < 1 || given > most)) {
      throw new IllegalArgumentException("%s is %d, expected 1 to %d".formatted(name, given, most));
    }
  }
}
