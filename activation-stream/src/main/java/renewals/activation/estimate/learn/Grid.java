package renewals.activation.estimate.learn;

import com.datadoghq.sketch.ddsketch.mapping.LogarithmicMapping;

/**
 * The bins that durations are kept in: each 5 % wider than the one before, from a second to sixty
 * days. They are the sketch library's own bins, the same in every sketch, so that adding, shifting
 * by a factor and survival tables are index arithmetic.
 */
public final class Grid {

  static final double ACCURACY = 0.025;
  static final LogarithmicMapping MAPPING = new LogarithmicMapping(ACCURACY);

  private static final double SHORTEST = 1_000;
  private static final double LONGEST = 60 * 86_400_000.0;
  private static final int FIRST = MAPPING.index(SHORTEST);
  private static final double LOG_WIDTH = Math.log((1 + ACCURACY) / (1 - ACCURACY));
  private static final double LOG_START = Math.log(MAPPING.lowerBound(FIRST));

  public static final int BINS = MAPPING.index(LONGEST) - FIRST + 1;

  private Grid() {}

  static double clamp(double millis) {
    return Math.max(SHORTEST, Math.min(LONGEST, millis));
  }

  /** The bin of one of the sketch's indexes. */
  static int binOfIndex(int index) {
    return Math.max(0, Math.min(BINS - 1, index - FIRST));
  }

  public static int bin(double millis) {
    return Math.max(0, Math.min(BINS - 1, (int) position(millis)));
  }

  /** Where on the grid a duration lies: the bin, and how far into it. 0 up to a second. */
  public static double position(double millis) {
    return millis <= SHORTEST ? 0 : Math.max(0, (Math.log(millis) - LOG_START) / LOG_WIDTH);
  }

  /** The duration at a position, in milliseconds. */
  public static double millis(double position) {
    return position <= 0 ? 0 : Math.exp(LOG_START + position * LOG_WIDTH);
  }

  public static double middle(int bin) {
    return millis(bin + 0.5);
  }
}
