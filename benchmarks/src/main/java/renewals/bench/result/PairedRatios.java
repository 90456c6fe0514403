package renewals.bench.result;

import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * What rounds of two kinds in turn say: a figure of the one divided by that of the other pair by
 * pair, so that what drifts over the whole experiment cancels out. How sure the median is follows
 * from the ranks of the ratios alone, whatever their distribution: the outer ones that are left out
 * at either end are as many as a fair coin would not fall short of more often than in one of twenty
 * experiments.
 */
public final class PairedRatios {

  /** Fewer are no comparison. */
  public static final int LEAST_PAIRS = 7;

  private static final double DOUBT = 0.05;
  private static final double QUARTER = 0.25;

  private final double[] sorted;

  private PairedRatios(double[] sorted) {
    this.sorted = sorted;
  }

  /**
   * Divides the figures, in the order of their pairs.
   *
   * @throws IllegalArgumentException fewer than {@value #LEAST_PAIRS} pairs, or not as many of each
   */
  public static PairedRatios of(List<Double> figures, List<Double> undisturbed) {
    if (figures.size() != undisturbed.size() || figures.size() < LEAST_PAIRS) {
      throw new IllegalArgumentException(
          "%d figures and %d undisturbed, expected as many of each and %d at least"
              .formatted(figures.size(), undisturbed.size(), LEAST_PAIRS));
    }
    return new PairedRatios(
        IntStream.range(0, figures.size())
            .mapToDouble(pair -> figures.get(pair) / undisturbed.get(pair))
            .sorted()
            .toArray());
  }

  /** The middle one, or the mean of the two in the middle. */
  public double median() {
    return quantile(2 * QUARTER);
  }

  /** The least that the true median is, but for a doubt of 5 %. */
  public double atLeast() {
    return sorted[leftOut()];
  }

  /** The most that the true median is, but for a doubt of 5 %. */
  public double atMost() {
    return sorted[sorted.length - 1 - leftOut()];
  }

  /** Whether the two kinds differ by more than chance explains. */
  public boolean isDifference() {
    return atLeast() > 1 || atMost() < 1;
  }

  /** Holds the median against what it may be at most. */
  public Verdict atMost(String what, double expected) {
    return Verdict.atMost(what, expected, median(), text());
  }

  /** Holds the median against what it must be at least. */
  public Verdict atLeast(String what, double expected) {
    return Verdict.atLeast(what, expected, median(), text());
  }

  /** Median, the middle half, the interval of 95 %, and what that means. */
  public String text() {
    return String.format(
        Locale.ROOT,
        "%.3f (half of %d pairs %.2f to %.2f; median 95 %% sure %.2f to %.2f: %s)",
        median(),
        sorted.length,
        quantile(QUARTER),
        quantile(3 * QUARTER),
        atLeast(),
        atMost(),
        isDifference() ? "a difference" : "no difference");
  }

  /** Between the two nearest ranks in proportion. */
  private double quantile(double share) {
    double rank = share * (sorted.length - 1);
    int below = (int) rank;
    int above = Math.min(below + 1, sorted.length - 1);
    return sorted[below] + (rank - below) * (sorted[above] - sorted[below]);
  }

  /** How many at either end the interval leaves out. */
  private int leftOut() {
    double ways = 1;
    double tail = ways;
    int out = 0;
    double all = Math.pow(2, sorted.length);
    while (2 * tail / all <= DOUBT) {
      out++;
      ways = ways * (sorted.length - out + 1) / out;
      tail += ways;
    }
    return out - 1;
  }
}
