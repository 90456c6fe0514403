package renewals.bench.result;

import java.util.Locale;
import java.util.OptionalDouble;
import java.util.stream.DoubleStream;

/** Figures of several rounds. */
public final class Spread {

  private final double[] sorted;

  private Spread(double[] sorted) {
    this.sorted = sorted;
  }

  public static Spread of(DoubleStream figures) {
    return new Spread(figures.sorted().toArray());
  }

  /** The middle one, or the mean of the two in the middle; empty where there are none. */
  public OptionalDouble median() {
    if (sorted.length == 0) {
      return OptionalDouble.empty();
    }
    int half = sorted.length / 2;
    return OptionalDouble.of(
        sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2);
  }

  /** Median, least and most; a dash where there are none. */
  public String text() {
    return sorted.length == 0
        ? "–"
        : String.format(
            Locale.ROOT,
            "%.2f (%.2f to %.2f)",
            median().orElseThrow(),
            sorted[0],
            sorted[sorted.length - 1]);
  }
}
