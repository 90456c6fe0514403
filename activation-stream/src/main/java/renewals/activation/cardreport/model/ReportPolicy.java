package renewals.activation.cardreport.model;

import java.time.ZoneId;
import java.util.List;
import java.util.TreeSet;
import renewals.activation.renewal.rules.RulePolicy.ByCarrier;

/**
 * What operators may set of the rules of reports.
 *
 * @param thresholds shares of the allowance that are told, in per cent, in rising order
 * @param zones the time zone whose days a carrier's usage is counted by
 */
public record ReportPolicy(List<Integer> thresholds, ByCarrier<ZoneId> zones) {

  /** The rules' own thresholds. */
  public static final List<Integer> THRESHOLDS = List.of(80, 100);

  /** From here on data is used up. */
  static final int ALL = 100;

  private static final int MOST = 1_000;

  /** Puts the thresholds in order. */
  public ReportPolicy {
    thresholds = List.copyOf(new TreeSet<>(thresholds));
    for (int threshold : thresholds) {
      if (threshold < 1 || threshold > MOST) {
        throw new IllegalArgumentException(
            "threshold is %d, expected 1 to %d per cent".formatted(threshold, MOST));
      }
    }
  }

  /** The greatest threshold that a use has reached, 0 if none. */
  int reached(long used, long allowance) {
    int reached = 0;
    for (int threshold : thresholds) {
      if (reaches(used, threshold, allowance)) {
        reached = threshold;
      }
    }
    return reached;
  }

  /** Whether used × 100 ≥ threshold × allowance, of which both may be more than a long holds. */
  private static boolean reaches(long used, int threshold, long allowance) {
    int byHigh =
        Long.compare(Math.multiplyHigh(used, ALL), Math.multiplyHigh(allowance, threshold));
    return byHigh != 0 ? byHigh > 0 : Long.compareUnsigned(used * ALL, allowance * threshold) >= 0;
  }
}
