package renewals.activation.renewal.model;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;

/**
 * A stretch of whole days or of whole months; P30D is not P1M.
 *
 * @param count at least 1
 */
public record Period(int count, Unit unit) {

  /** What is counted. */
  public enum Unit {
    DAYS,
    MONTHS
  }

  /** The moment this period after {@code start}, by the calendar and clock of a zone. */
  public Instant after(Instant start, ZoneId zone) {
    ZonedDateTime from = start.atZone(zone);
    return switch (unit) {
      case DAYS -> from.plusDays(count).toInstant();
      case MONTHS -> from.plusMonths(count).toInstant();
    };
  }

  /** Both, one after the other; only for periods of the same unit. */
  public Period plus(Period other) {
    return new Period(Math.addExact(count, other.count), unit);
  }
}
