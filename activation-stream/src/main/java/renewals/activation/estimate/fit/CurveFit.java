package renewals.activation.estimate.fit;

import java.util.Set;
import renewals.activation.estimate.learn.Grid;

/**
 * From a life table to a curve. Where the last hours or days decide at clearly another pace than
 * what came before, only they count; and where they are too few yet, the old shape does, stretched
 * by the factor that fits them best.
 */
final class CurveFit {

  /** Deviation, in standard deviations of the log-rank test, that is taken for a change. */
  private static final double CHANGED = 4;

  private static final double ENOUGH_EXPECTED = 6;
  private static final int MOST_FASTER = 60;
  private static final int MOST_SLOWER = 90;

  /** Bins of a factor of three: what is likely before anything was seen. */
  private static final double USUAL_STRETCH = 22;

  /** No step is so unlikely that one case in it proves another stretch. */
  private static final double LEAST_STEP = 2e-3;

  /** How many cases the stretched old shape weighs in each bin after a change. */
  private static final double TRUST_IN_SHAPE = 15;

  /** So few at risk in a bin say nothing of it, nor of those behind it. */
  private static final double FEWEST_AT_RISK = 5;

  /** The hazard of bins that almost nobody reached, so that each curve ends. */
  private static final double UNSEEN_HAZARD = 0.01;

  /** How many cases that hazard weighs. */
  private static final double TRUST_IN_UNSEEN = 5;

  private final double[][] decided;
  private final double[][] risk;
  private final Set<MethodPart> leftOut;

  CurveFit(LifeTable table, Set<MethodPart> leftOut) {
    this.leftOut = leftOut;
    decided = table.decided;
    risk = table.risk();
  }

  /**
   * @param change how many of the newest periods differ, as of {@link #change}
   */
  Curve curve(int change) {
    return Curve.ofSteps(change == 0 ? steps(0, LifeTable.PERIODS) : sinceChange(change));
  }

  /** How many of the newest periods differ from what came before; 0 if none. */
  int change() {
    int found = 0;
    double strongest = CHANGED;
    if (leftOut.contains(MethodPart.CHANGE_OF_PACE)) {
      return found;
    }
    for (int split = 1; split < LifeTable.PERIODS; split++) {
      double deviation = Math.abs(logRank(split));
      if (deviation > strongest) {
        strongest = deviation;
        found = split;
      }
    }
    return found;
  }

  private double logRank(int split) {
    double[] newDecided = sum(decided, 0, split);
    double[] newRisk = sum(risk, 0, split);
    double[] oldDecided = sum(decided, split, LifeTable.PERIODS);
    double[] oldRisk = sum(risk, split, LifeTable.PERIODS);
    double seen = 0;
    double expected = 0;
    double variance = 0;
    double old = 0;
    for (int bin = 0; bin < Grid.BINS; bin++) {
      double all = newRisk[bin] + oldRisk[bin];
      double events = newDecided[bin] + oldDecided[bin];
      old += oldDecided[bin];
      if (all > 1 && newRisk[bin] > 0) {
        double share = newRisk[bin] / all;
        seen += newDecided[bin];
        expected += share * events;
        variance += share * (1 - share) * events * Math.max(0, all - events) / (all - 1);
      }
    }
    return expected < ENOUGH_EXPECTED || old < 30 || variance <= 0
        ? 0
        : (seen - expected) / Math.sqrt(variance);
  }

  private double[] sinceChange(int change) {
    double[] shape = steps(change, LifeTable.PERIODS);
    double[] newDecided = sum(decided, 0, change);
    double[] newRisk = sum(risk, 0, change);
    int stretch =
        leftOut.contains(MethodPart.STRETCH) ? 0 : bestStretch(shape, newDecided, newRisk);
    double[] steps = new double[Grid.BINS];
    for (int bin = 0; bin < Grid.BINS; bin++) {
      double expected = shape[Math.max(0, Math.min(Grid.BINS - 1, bin - stretch))];
      steps[bin] =
          (newDecided[bin] + TRUST_IN_SHAPE * expected)
              / (Math.max(newRisk[bin], newDecided[bin]) + TRUST_IN_SHAPE);
    }
    return steps;
  }

  private static int bestStretch(double[] shape, double[] newDecided, double[] newRisk) {
    double[] logOfStep = new double[Grid.BINS];
    double[] logOfStay = new double[Grid.BINS];
    for (int bin = 0; bin < Grid.BINS; bin++) {
      double step = Math.max(LEAST_STEP, Math.min(0.999, shape[bin]));
      logOfStep[bin] = Math.log(step);
      logOfStay[bin] = Math.log1p(-step);
    }
    int best = 0;
    double bestFit = Double.NEGATIVE_INFINITY;
    for (int stretch = -MOST_FASTER; stretch <= MOST_SLOWER; stretch++) {
      double fit = -0.5 * stretch * stretch / (USUAL_STRETCH * USUAL_STRETCH);
      for (int bin = 0; bin < Grid.BINS; bin++) {
        if (newRisk[bin] > 0) {
          int from = Math.max(0, Math.min(Grid.BINS - 1, bin - stretch));
          fit +=
              newDecided[bin] * logOfStep[from]
                  + Math.max(0, newRisk[bin] - newDecided[bin]) * logOfStay[from];
        }
      }
      if (fit > bestFit) {
        bestFit = fit;
        best = stretch;
      }
    }
    return best;
  }

  /** The hazard of each bin over some periods; where almost nobody was that old, a fixed one. */
  private double[] steps(int from, int to) {
    double[] events = sum(decided, from, to);
    double[] atRisk = sum(risk, from, to);
    int oldest = Grid.BINS - 1;
    while (oldest > 0 && atRisk[oldest] < FEWEST_AT_RISK) {
      oldest--;
    }
    double[] steps = new double[Grid.BINS];
    for (int bin = 0; bin < Grid.BINS; bin++) {
      double unseen = bin > oldest ? TRUST_IN_UNSEEN : 0;
      double weight = Math.max(atRisk[bin], events[bin]) + unseen;
      steps[bin] = weight <= 0 ? 0 : (events[bin] + unseen * UNSEEN_HAZARD) / weight;
    }
    return steps;
  }

  private static double[] sum(double[][] periods, int from, int to) {
    double[] sum = new double[Grid.BINS];
    for (int p = from; p < to; p++) {
      for (int bin = 0; bin < Grid.BINS; bin++) {
        sum[bin] += periods[p][bin];
      }
    }
    return sum;
  }
}
