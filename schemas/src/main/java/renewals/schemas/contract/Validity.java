package renewals.schemas.contract;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

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
  private static final Pattern DAYS = Pattern.compile("P(\\d{1,5})D");
  private static final Pattern MONTHS = Pattern.compile("P(?:(\\d{1,5})Y)?(?:(\\d{1,5})M)?");

  public Validity {
    int most = unit == Unit.DAYS ? MOST_DAYS : MOST_MONTHS;
    if (count < 1 || count > most) {
      throw new IllegalArgumentException(
          "validity is %d %s, expected %s".formatted(count, unit, EXPECTATION));
    }
  }

  /** The validity that a text writes, if it is one. */
  public static Optional<Validity> parse(String text) {
    Matcher days = DAYS.matcher(text);
    if (days.matches()) {
      return of(Integer.parseInt(days.group(1)), MOST_DAYS, Unit.DAYS);
    }
    Matcher months = MONTHS.matcher(text);
    if (months.matches()) {
      int count = 12 * numberOf(months.group(1)) + numberOf(months.group(2));
      return of(count, MOST_MONTHS, Unit.MONTHS);
    }
    return Optional.empty();
  }

  private static Optional<Validity> of(int count, int most, Unit unit) {
    return count >= 1 && count <= most ? Optional.of(new Validity(count, unit)) : Optional.empty();
  }

  private static int numberOf(@org.jspecify.annotations.Nullable String digits) {
    return digits == null ? 0 : Integer.parseInt(digits);
  }
}
