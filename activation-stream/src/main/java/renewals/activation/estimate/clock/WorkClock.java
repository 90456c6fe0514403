package renewals.activation.estimate.clock;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.TreeSet;
import renewals.activation.carrier.model.CarrierDowntime;

/**
 * A carrier's working time: it runs with the wall clock, except in closed hours and downtimes,
 * where it stands still. Immutable; a table over some weeks around the moment it was made, so that
 * both directions are one binary search; outside the table it runs with the wall clock.
 *
 * <p>What begins while the carrier is closed first has half an hour of wall time: carriers decide
 * part of the cases by machine, at any hour, and only the rest waits for people. Such cases make
 * curves of their own.
 */
public final class WorkClock {

  /** Never stands still: payment waits for nobody's office. */
  public static final WorkClock WALL =
      of(WorkingWeek.ALWAYS, CarrierDowntime.NONE, ZoneOffset.UTC, Instant.EPOCH);

  /** Half an hour: what a machine decides, it has decided by then. */
  public static final long GRACE = 1_800_000;

  private static final long HOUR = 3_600_000;
  private static final int HOURS_BACK = 16 * 24;
  private static final int HOURS_AHEAD = 45 * 24;

  private final WorkingWeek week;
  private final ZoneId zone;
  private final long[] times;
  private final double[] worked;
  private final boolean grace;

  private WorkClock(WorkingWeek week, ZoneId zone, long[] times, double[] worked, boolean grace) {
    this.grace = grace;
    this.week = week;
    this.zone = zone;
    this.times = times;
    this.worked = worked;
  }

  static WorkClock of(WorkingWeek week, CarrierDowntime downtime, ZoneId zone, Instant around) {
    long first = Math.floorDiv(around.toEpochMilli(), HOUR) - HOURS_BACK;
    long last = first + HOURS_BACK + HOURS_AHEAD;
    TreeSet<Long> marks = new TreeSet<>();
    marks.add(first * HOUR);
    marks.add(last * HOUR);
    if (!week.isAlways()) {
      for (long hour = first; hour < last; hour++) {
        marks.add(hour * HOUR);
      }
    }
    for (CarrierDowntime.Halt halt : downtime.all()) {
      marks.add(halt.from().toEpochMilli());
      if (halt.to() != null) {
        marks.add(halt.to().toEpochMilli());
      }
    }
    long[] times = marks.stream().mapToLong(Long::longValue).toArray();
    double[] worked = new double[times.length];
    for (int i = 1; i < times.length; i++) {
      boolean runs = isOpen(week, zone, times[i - 1]) && !isHalted(downtime, times[i - 1]);
      worked[i] = worked[i - 1] + (runs ? times[i] - times[i - 1] : 0);
    }
    return new WorkClock(week, zone, times, worked, true);
  }

  WorkClock withoutGrace() {
    return new WorkClock(week, zone, times, worked, false);
  }

  private static boolean isOpen(WorkingWeek week, ZoneId zone, long at) {
    return week.isAlways() || !week.closed().get(WorkingWeek.hourOfWeek(at, zone));
  }

  private static boolean isHalted(CarrierDowntime downtime, long at) {
    for (CarrierDowntime.Halt halt : downtime.all()) {
      Instant to = halt.to();
      if (at >= halt.from().toEpochMilli() && (to == null || at < to.toEpochMilli())) {
        return true;
      }
    }
    return false;
  }

  WorkingWeek week() {
    return week;
  }

  public ZoneId zone() {
    return zone;
  }

  /** Whether closed hours are known, so that cases that begin in them are kept apart. */
  public boolean hasHours() {
    return !week.isAlways();
  }

  public boolean beginsClosed(long start) {
    return grace && hasHours() && !isOpen(week, zone, start);
  }

  /** Working milliseconds between two instants. */
  public double between(long from, long to) {
    return reading(to) - reading(from);
  }

  /** The age, in working milliseconds, of what began at {@code start}. */
  public double age(long start, long at) {
    if (!beginsClosed(start)) {
      return Math.max(0, between(start, at));
    }
    return at <= start + GRACE ? Math.max(0, at - start) : GRACE + between(start + GRACE, at);
  }

  /** The instant at which what began at {@code start} has a working age; the first, if several. */
  public long when(long start, double age) {
    if (!beginsClosed(start)) {
      return instantOf(reading(start) + age);
    }
    return age <= GRACE ? start + (long) age : instantOf(reading(start + GRACE) + age - GRACE);
  }

  private double reading(long at) {
    int found = Arrays.binarySearch(times, at);
    int i = found >= 0 ? found : -found - 2;
    if (i < 0) {
      return worked[0] + at - times[0];
    }
    if (i == times.length - 1) {
      return worked[i] + at - times[i];
    }
    return worked[i + 1] == worked[i] ? worked[i] : worked[i] + at - times[i];
  }

  private long instantOf(double reading) {
    if (reading <= worked[0]) {
      return times[0] + (long) (reading - worked[0]);
    }
    int low = 0;
    int high = worked.length - 1;
    if (reading > worked[high]) {
      return times[high] + (long) Math.ceil(reading - worked[high]);
    }
    while (high - low > 1) {
      int middle = (low + high) >>> 1;
      if (worked[middle] >= reading) {
        high = middle;
      } else {
        low = middle;
      }
    }
    return times[low] + (long) Math.ceil(reading - worked[low]);
  }
}
