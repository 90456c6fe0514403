package renewals.activation.estimate.fit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import renewals.activation.estimate.clock.CarrierClocks;
import renewals.activation.estimate.clock.WorkClock;
import renewals.activation.estimate.learn.DurationSketch;
import renewals.activation.estimate.learn.Grid;

/**
 * Who was at risk of being decided at which age, and who was, in each of some periods back from
 * now: the younger the period, the shorter. A case counts in each period that it lived through,
 * from its age at the period's beginning: what still waits counts for as long as it has waited, and
 * what began before the fortnight counts only from there on.
 */
final class LifeTable {

  private static final int[] HOURS_BACK = {1, 2, 4, 8, 16, 32, 56, 104, 176, 400};
  static final int PERIODS = HOURS_BACK.length;
  private static final int AS_DAYS = 56;
  private static final long HOUR = 3_600_000;

  /** Half of those who are in a bin now have not lived through it. */
  private static final double UNDERWAY = 0.5;

  @SuppressWarnings("ArrayRecordComponent") // never compared, never leaves this class
  private record Waiter(double age, double[] sinceStart, double count) {}

  final double[][] decided = new double[PERIODS][Grid.BINS];
  private final double[][] riskSteps = new double[PERIODS][Grid.BINS + 1];
  private final double[] brokenOff = new double[Grid.BINS];
  private final List<Waiter> waiters = new ArrayList<>();
  private final Set<MethodPart> leftOut;
  private double count;

  LifeTable(Set<MethodPart> leftOut) {
    this.leftOut = leftOut;
  }

  /**
   * Working time from the beginning of each period until the middle, by that clock, of a bucket.
   * Negative for periods that begin within it or later. Periods begin where buckets do: with an
   * hour, the older with a day.
   */
  static double[] sinceStarts(WorkClock clock, long now, long from, long to) {
    double[] since = new double[PERIODS];
    for (int p = 0; p < PERIODS; p++) {
      long start = start(p, now);
      since[p] = start > from ? -1 : (clock.between(start, from) + clock.between(start, to)) / 2;
    }
    return since;
  }

  private static long start(int period, long now) {
    long length = HOURS_BACK[period] < AS_DAYS ? HOUR : 24 * HOUR;
    return Math.floorDiv(now - HOURS_BACK[period] * HOUR, length) * length;
  }

  /**
   * The same for what began in closed hours, whose age first runs with the elapsed time: closed
   * time since a period's beginning counts up to the grace.
   */
  static double[] sinceStartsWithGrace(CarrierClocks clocks, long now, long from, long to) {
    double[] since = sinceStarts(clocks.working(), now, from, to);
    double[] elapsed = sinceStarts(clocks.elapsed(), now, from, to);
    for (int p = 0; p < PERIODS; p++) {
      since[p] += Math.min(WorkClock.GRACE, elapsed[p] - since[p]);
    }
    return since;
  }

  /**
   * @param sinceStarts of {@link #sinceStarts} of the bucket in which these ended
   */
  void addDecided(DurationSketch durations, double[] sinceStarts) {
    int last = 0;
    while (last < PERIODS - 1 && sinceStarts[last] < 0) {
      last++;
    }
    int period = last;
    durations.forEach(
        (bin, n) -> {
          count += n;
          decided[period][bin] += n;
          lived(bin, Grid.middle(bin), sinceStarts, period, n);
        });
  }

  void addBrokenOff(DurationSketch durations) {
    durations.forEach((bin, n) -> brokenOff[bin] += n);
  }

  void addWaiting(double age, double[] sinceStarts, double n) {
    waiters.add(new Waiter(age, sinceStarts, n));
  }

  double count() {
    return count;
  }

  /**
   * Those at risk in each period and bin. Who waits counts as far as those who got as far did not
   * break off later: one who never pays is no sign of slow payment.
   */
  double[][] risk() {
    double[] willBeDecided = shareDecidedAfter();
    for (Waiter waiter : waiters) {
      int bin = Grid.bin(waiter.age());
      double weight = waiter.count() * willBeDecided[bin];
      riskSteps[0][bin] += weight * UNDERWAY;
      riskSteps[0][bin + 1] -= weight * UNDERWAY;
      if (bin > 0) {
        lived(bin - 1, waiter.age(), waiter.sinceStart(), 0, weight);
      }
    }
    waiters.clear();
    double[][] risk = new double[PERIODS][Grid.BINS];
    for (int p = 0; p < PERIODS; p++) {
      double sum = 0;
      for (int bin = 0; bin < Grid.BINS; bin++) {
        sum += riskSteps[p][bin];
        risk[p][bin] = sum;
      }
    }
    return risk;
  }

  private void lived(int upTo, double age, double[] sinceStarts, int newest, double n) {
    int upper = upTo;
    for (int p = newest; p < PERIODS && upper >= 0; p++) {
      double ageAtStart = age - Math.max(0, sinceStarts[p]);
      int lower = ageAtStart <= 0 ? 0 : Math.min(upper + 1, Grid.bin(ageAtStart));
      if (lower <= upper) {
        riskSteps[p][lower] += n;
        riskSteps[p][upper + 1] -= n;
      }
      upper = lower - 1;
    }
  }

  private double[] shareDecidedAfter() {
    double[] share = new double[Grid.BINS];
    if (leftOut.contains(MethodPart.NEVER_PAID)) {
      Arrays.fill(share, 1);
      return share;
    }
    double later = 0;
    double laterBroken = 0;
    for (int bin = Grid.BINS - 1; bin >= 0; bin--) {
      for (double[] period : decided) {
        later += period[bin];
      }
      laterBroken += brokenOff[bin];
      share[bin] = (later + 1) / (later + laterBroken + 1);
    }
    return share;
  }
}
