package renewals.bench.result;

import java.util.Locale;

/**
 * A target, and what was measured.
 *
 * @param what is compared
 * @param expected such as {@code ≥ 2.5}
 * @param measured as text
 * @param reached whether it was
 */
public record Verdict(String what, String expected, String measured, boolean reached) {

  static final String HEAD = "| target | expected | measured | |\n|---|---|---|---|\n";

  /** One that must not be less. */
  public static Verdict atLeast(String what, double expected, double found, String measured) {
    return new Verdict(what, "≥ " + plain(expected), measured, found >= expected);
  }

  /** One that must not be more. */
  public static Verdict atMost(String what, double expected, double found, String measured) {
    return new Verdict(what, "≤ " + plain(expected), measured, found <= expected);
  }

  String line() {
    return "| %s | %s | %s | %s |%n".formatted(what, expected, measured, word());
  }

  /** In a word. */
  String word() {
    return reached ? "reached" : "**not reached**";
  }

  private static String plain(double figure) {
    return figure == Math.rint(figure)
        ? String.format(Locale.ROOT, "%.0f", figure)
        : String.format(Locale.ROOT, "%s", figure);
  }
}
