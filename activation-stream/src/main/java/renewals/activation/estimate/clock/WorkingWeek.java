package renewals.activation.estimate.clock;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.BitSet;

/**
 * The hours of the week in which a carrier decides, learnt from when it did: an hour is closed if
 * renewals waited in it and far fewer than usual of them were decided.
 *
 * @param closed hours of the week, 0 is Monday 00:00 to 01:00 in the carrier's zone
 */
public record WorkingWeek(BitSet closed) {

  public static final int HOURS = 168;

  public static final WorkingWeek ALWAYS = new WorkingWeek(new BitSet());

  /** What an hour must have been expected to bring before its silence means anything. */
  private static final double ENOUGH = 4;

  /** The share of the usual pace under which an hour is closed. */
  private static final double SILENT = 0.15;

  /** Fewer closed hours than this are noise. */
  private static final int FEWEST = 6;

  public static int hourOfWeek(long millis, ZoneId zone) {
    ZonedDateTime local = Instant.ofEpochMilli(millis).atZone(zone);
    return (local.getDayOfWeek().getValue() - 1) * 24 + local.getHour();
  }

  boolean isAlways() {
    return closed.isEmpty();
  }

  /**
   * The week that was seen.
   *
   * @param decided renewals decided in each hour of the week, after a first half hour
   * @param waited how long renewals waited in each hour of the week, after a first half hour, as
   *     the logarithm of their age
   */
  public static WorkingWeek learn(double[] decided, double[] waited) {
    double allDecided = 0;
    double allWaited = 0;
    for (int h = 0; h < HOURS; h++) {
      allDecided += decided[h];
      allWaited += waited[h];
    }
    if (allDecided < 30) {
      return ALWAYS;
    }
    double pace = allDecided / allWaited;
    BitSet closed = new BitSet(HOURS);
    for (int h = 0; h < HOURS; h++) {
      if (isSilent(decided[h], waited[h] * pace) || isSilentOnSuchDays(decided, waited, h, pace)) {
        closed.set(h);
      }
    }
    return closed.cardinality() < FEWEST ? ALWAYS : new WorkingWeek(closed);
  }

  private static boolean isSilent(double seen, double expected) {
    return expected >= ENOUGH && seen <= SILENT * expected;
  }

  /** For an hour with too little of its own: the same hour of all working days, or of weekends. */
  private static boolean isSilentOnSuchDays(
      double[] decided, double[] waited, int hour, double pace) {
    if (waited[hour] * pace >= ENOUGH) {
      return false;
    }
    boolean weekend = hour >= 120;
    double seen = 0;
    double expected = 0;
    for (int day = weekend ? 5 : 0; day < (weekend ? 7 : 5); day++) {
      int same = day * 24 + hour % 24;
      seen += decided[same];
      expected += waited[same] * pace;
    }
    return isSilent(seen, expected);
  }
}
