package renewals.activation.estimate.fit;

import java.util.Arrays;
import renewals.activation.estimate.learn.Grid;

/**
 * How a duration is distributed, as its cumulated hazard over {@link Grid}. Asking under a
 * condition ("has lasted so long already") is a subtraction.
 *
 * @param hazard cumulated up to the beginning of each bin, and to the end of the last
 */
@SuppressWarnings("ArrayRecordComponent") // never compared, never shared outside the package
record Curve(double[] hazard) {

  static Curve ofSteps(double[] steps) {
    double[] cumulated = new double[steps.length + 1];
    for (int i = 0; i < steps.length; i++) {
      cumulated[i + 1] = cumulated[i] - Math.log1p(-Math.min(steps[i], 0.999_999));
    }
    return new Curve(cumulated);
  }

  /** A log-normal duration with this median and 90 % quantile, in milliseconds. */
  static Curve logNormal(double median, double ninth) {
    double sigma = Math.log(ninth / median) / 1.281_551_57;
    double[] steps = new double[Grid.BINS];
    double before = 1;
    for (int bin = 0; bin < steps.length; bin++) {
      double z = Math.log(Grid.millis(bin + 1) / median) / sigma;
      double after = Math.max(1e-12, 1 - normal(z));
      steps[bin] = before <= 1e-12 ? 0.1 : 1 - after / before;
      before = after;
    }
    return ofSteps(steps);
  }

  /** Share of cases that last no longer than this. */
  double done(double millis) {
    return -Math.expm1(-hazardAt(millis));
  }

  /** How long it lasts in all, at this quantile, given that it has lasted {@code age}; or ∞. */
  double lasts(double quantile, double age) {
    double target = hazardAt(age) - Math.log1p(-quantile);
    if (target > hazard[hazard.length - 1]) {
      return Double.POSITIVE_INFINITY;
    }
    int found = Arrays.binarySearch(hazard, target);
    int bin = found >= 0 ? found : -found - 2;
    while (bin > 0 && hazard[bin - 1] >= target) {
      bin--;
    }
    if (bin >= hazard.length - 1 || hazard[bin + 1] <= hazard[bin]) {
      return Math.max(age, Grid.millis(bin));
    }
    double part = (target - hazard[bin]) / (hazard[bin + 1] - hazard[bin]);
    return Math.max(age, Grid.millis(bin + part));
  }

  private double hazardAt(double millis) {
    double position = Grid.position(millis);
    int bin = (int) position;
    if (bin >= hazard.length - 1) {
      return hazard[hazard.length - 1];
    }
    return hazard[bin] + (position - bin) * (hazard[bin + 1] - hazard[bin]);
  }

  /** The normal distribution, to 1e-7 (Abramowitz and Stegun 26.2.17). */
  private static double normal(double z) {
    double t = 1 / (1 + 0.2316419 * Math.abs(z));
    double tail =
        Math.exp(-z * z / 2)
            / Math.sqrt(2 * Math.PI)
            * t
            * (0.319381530
                + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
    return z >= 0 ? 1 - tail : tail;
  }
}
