package renewals.notifier.domain.timing;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Optional;
import java.util.Set;

/**
 * When a merchant is told nothing that isn't urgent. They begin on each of {@code days} and may
 * pass midnight. Where clocks change they last as long as the clock on his wall says so: a time
 * that comes twice counts from its first to its last, a time that is left out counts as the moment
 * of the change. Source: contract, merchant-contact.
 *
 * @param from when they begin, by the minute
 * @param to when they end; the next day's where it is earlier than {@code from}
 * @param days on which they begin
 */
public record QuietHours(LocalTime from, LocalTime to, Set<DayOfWeek> days) {

  /** How far back quiet hours can have begun that last: a day, and one that clocks leave out. */
  private static final int DAYS_BACK = 2;

  /** How far ahead the next can lie: a week, and a day that clocks leave out. */
  private static final int DAYS_AHEAD = 9;

  public QuietHours {
    if (from.equals(to)) {
      throw new IllegalArgumentException("to is %s, expected another time than from".formatted(to));
    }
    days = Set.copyOf(days);
  }

  /** One spell of quiet, its end excluded. */
  private record Spell(Instant begin, Instant end) {
    boolean holds(Instant moment) {
      return !moment.isBefore(begin) && moment.isBefore(end);
    }
  }

  /** When it is no longer quiet, if it is quiet at that moment. */
  public Optional<Instant> endIfQuiet(Instant moment, ZoneId zone) {
    Optional<Instant> end = endOfSpell(moment, zone);
    Optional<Instant> further = end;
    while (further.isPresent()) {
      end = further;
      further = endOfSpell(further.get(), zone);
    }
    return end;
  }

  /** When it is quiet next, after that moment; empty where there are no such days. */
  public Optional<Instant> nextBegin(Instant moment, ZoneId zone) {
    LocalDate today = moment.atZone(zone).toLocalDate();
    for (int ahead = -1; ahead <= DAYS_AHEAD; ahead++) {
      Optional<Instant> begin =
          spellOf(today.plusDays(ahead), zone).map(Spell::begin).filter(moment::isBefore);
      if (begin.isPresent()) {
        return begin;
      }
    }
    return Optional.empty();
  }

  private Optional<Instant> endOfSpell(Instant moment, ZoneId zone) {
    LocalDate today = moment.atZone(zone).toLocalDate();
    for (int back = 0; back <= DAYS_BACK; back++) {
      Optional<Spell> spell =
          spellOf(today.minusDays(back), zone).filter(found -> found.holds(moment));
      if (spell.isPresent()) {
        return spell.map(Spell::end);
      }
    }
    return Optional.empty();
  }

  /** The spell that begins on that day; a change of clocks may leave nothing of it. */
  private Optional<Spell> spellOf(LocalDate day, ZoneId zone) {
    if (!days.contains(day.getDayOfWeek())) {
      return Optional.empty();
    }
    LocalDate lastDay = to.isAfter(from) ? day : day.plusDays(1);
    Instant begin = WallClock.first(day.atTime(from), zone);
    Instant end = WallClock.last(lastDay.atTime(to), zone);
    return begin.isBefore(end) ? Optional.of(new Spell(begin, end)) : Optional.empty();
  }
}
