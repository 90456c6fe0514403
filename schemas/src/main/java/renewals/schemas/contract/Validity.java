package renewals.schemas.contract;

import java.util.Optional;

/**
 * How long a plan runs: a count of days or of months, never both.
 *
 * <p>Source: rules, "A card": P1D to P3660D, or 1 to 120 months written PnM, PnY or PnYnM.
 *
 * @param count days 1 to 3660, or months 1 to 120
 */
public record Validity(int count, Unit unit) {

  /** What is counted. */
  public enum Unit {
    DAYS,
    MONTHS
  }

  /** What is demanded, in words for error messages. */
  public static final String EXPECTATION = "P1D to P3660D, or 1 to 120 months as PnM, PnY or PnYnM";

  private static final int MOST_DAYS = 3660;
  private static final int MOST_MONTHS = 120;
  private static final int MONTHS_A_YEAR = 12;
  private static final int MOST_DIGITS = 5;

  private static final int NONE = 0;
  private static final int DAYS_FLAG = 1 << 16;

  public Validity {
    if (!isWithin(count, unit)) {
      throw new IllegalArgumentException(
          "validity is %d %s, expected %s".formatted(count, unit, EXPECTATION));
    }
  }

  /** The validity that a text writes, if it is one. */
  public static Optional<Validity> parse(String text) {
    int scanned = scan(text);
    if (scanned == NONE) {
      return Optional.empty();
    }
    boolean days = (scanned & DAYS_FLAG) != 0;
    return Optional.of(new Validity(scanned & ~DAYS_FLAG, days ? Unit.DAYS : Unit.MONTHS));
  }

  /** Whether a text writes a validity. */
  public static boolean isWritten(String text) {
    return scan(text) != NONE;
  }

  /**
   * The count in the lower bits, with {@link #DAYS_FLAG} where it counts days, or {@link #NONE}:
   * one number, so that checking an event allocates nothing.
   */
  private static int scan(String text) {
    int length = text.length();
    if (length < 3 || text.charAt(0) != 'P') {
      return NONE;
    }
    int months = 0;
    int number = 0;
    int digits = 0;
    char last = 'P';
    for (int i = 1; i < length; i++) {
      char c = text.charAt(i);
      if (c >= '0' && c <= '9') {
        number = 10 * number + (c - '0');
        digits++;
        if (digits > MOST_DIGITS) {
          return NONE;
        }
        continue;
      }
      boolean fits =
          digits > 0
              && switch (c) {
                case 'D', 'Y' -> last == 'P';
                case 'M' -> last == 'P' || last == 'Y';
                default -> false;
              };
      if (!fits) {
        return NONE;
      }
      if (c == 'D') {
        boolean ends = i == length - 1;
        return ends && isWithin(number, Unit.DAYS) ? number | DAYS_FLAG : NONE;
      }
      months += c == 'Y' ? MONTHS_A_YEAR * number : number;
      last = c;
      number = 0;
      digits = 0;
    }
    return digits == 0 && isWithin(months, Unit.MONTHS) ? months : NONE;
  }

  private static boolean isWithin(int count, Unit unit) {
    return count >= 1 && count <= (unit == Unit.DAYS ? MOST_DAYS : MOST_MONTHS);
  }
}
