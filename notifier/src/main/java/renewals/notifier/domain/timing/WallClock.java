package renewals.notifier.domain.timing;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneRules;
import java.util.List;

/** What the clock on a wall means where clocks are changed. */
final class WallClock {

  private WallClock() {}

  /** When it first shows that time; the moment of the change where it leaves the time out. */
  static Instant first(LocalDateTime shown, ZoneId zone) {
    List<ZoneOffset> offsets = zone.getRules().getValidOffsets(shown);
    return offsets.isEmpty() ? change(shown, zone) : shown.toInstant(offsets.getFirst());
  }

  /** When it last shows that time; the moment of the change where it leaves the time out. */
  static Instant last(LocalDateTime shown, ZoneId zone) {
    List<ZoneOffset> offsets = zone.getRules().getValidOffsets(shown);
    return offsets.isEmpty() ? change(shown, zone) : shown.toInstant(offsets.getLast());
  }

  private static Instant change(LocalDateTime shown, ZoneId zone) {
    ZoneRules rules = zone.getRules();
    return rules.getTransition(shown).getInstant();
  }
}
