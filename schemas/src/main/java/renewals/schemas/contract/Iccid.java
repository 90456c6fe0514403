package renewals.schemas.contract;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The number of a card in canonical form: no spaces or hyphens, upper case, 19 or 20 characters.
 *
 * <p>Source: rules, "A card".
 */
public record Iccid(String canonical) {

  /** What is demanded, in words for error messages. */
  public static final String EXPECTATION =
      "an ICCID: 89 and 17 or 18 more of 0-9 A-F, spaces and hyphens allowed";

  private static final Pattern CANONICAL = Pattern.compile("89[0-9A-F]{17,18}");
  private static final int KEY_LENGTH = 19;

  public Iccid {
    if (!CANONICAL.matcher(canonical).matches()) {
      throw new IllegalArgumentException(
          "iccid is %s, expected %s".formatted(canonical, EXPECTATION));
    }
  }

  /** The card number that a text writes, if it is one. */
  public static Optional<Iccid> parse(String text) {
    String canonical = canonicalOf(text);
    return CANONICAL.matcher(canonical).matches()
        ? Optional.of(new Iccid(canonical))
        : Optional.empty();
  }

  /** What two numbers of the same card share: the first 19 characters, without the check digit. */
  public String cardKey() {
    return canonical.substring(0, KEY_LENGTH);
  }

  /** For people and logs: never the whole number. */
  public String masked() {
    return canonical.substring(0, 6) + "…" + canonical.substring(canonical.length() - 4);
  }

  /**
   * Whether the check digit fits, where there is one and all are digits. Real carriers issue cards
   * that fail it, so it is a warning and never a refusal.
   */
  public boolean luhnFits() {
    int sum = 0;
    if (canonical.length() == KEY_LENGTH) {
      return true;
    }
    for (int i = 0; i < canonical.length(); i++) {
      int digit = canonical.charAt(canonical.length() - 1 - i) - '0';
      if (digit > 9) {
        return true;
      }
      int weighted = i % 2 == 1 ? 2 * digit : digit;
      sum += weighted > 9 ? weighted - 9 : weighted;
    }
    return sum % 10 == 0;
  }

  private static String canonicalOf(String text) {
    StringBuilder canonical = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c != ' ' && c != '-') {
        canonical.append(c >= 'a' && c <= 'z' ? (char) (c - ('a' - 'A')) : c);
      }
    }
    return canonical.toString();
  }
}
