package renewals.notifier.domain.timing;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/**
 * When a merchant gets his digest: once a day. Source: contract, merchant-contact.
 *
 * @param at on the clock of his wall
 */
public record DigestTime(LocalTime at) {

  /**
   * One digest.
   *
   * @param day by which it is named
   * @param at when it is made
   */
  public record Occurrence(LocalDate day, Instant at) {}

  /**
   * The next after a moment.
   *
   * @param last the day of the last digest, which has no second; null where there was none
   */
  public Occurrence next(Instant moment, ZoneId zone, @Nullable LocalDate last) {
    LocalDate day = moment.atZone(zone).toLocalDate();
    while (!dueOn(day, zone).isAfter(moment) || (last != null && !day.isAfter(last))) {
      day = day.plusDays(1);
    }
    return new Occurrence(day, dueOn(day, zone));
  }

  private Instant dueOn(LocalDate day, ZoneId zone) {
    return WallClock.first(day.atTime(at), zone);
  }
}
