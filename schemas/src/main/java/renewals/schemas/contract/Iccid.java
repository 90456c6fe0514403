package renewals.schemas.contract;

import java.util.Optional;

/**
 * The number of a card in canonical form: no spaces or hyphens, upper case, 19 or 20 characters.
 *
 * <p>Source: rules, "A card".
 */
public record Iccid(String canonical) {

  /** What is demanded, in words for error messages. */
  public static final String EXPECTATION =
      "an ICCID: 89 and 17 or 18 more of 0-9 A-F, spaces and hyphens allowed";

  private static final int KEY_LENGTH = 19;
  private static final int LONGEST = 20;

  public Iccid {
    if (!isCanonical(canonical)) {
      throw new IllegalArgumentException(
          "iccid is %s, expected %s".formatted(canonical, EXPECTATION));
    }
  }

  /** The card number that a text writes, if it is one. */
  public static Optional<Iccid> parse(String text) {
    if (isCanonical(text)) {
      return Optional.of(new Iccid(text));
    }
    return isWritten(text) ? Optional.of(new Iccid(canonicalOf(text))) : Optional.empty();
  }

  /** Whether a text writes a card number, in canonical form or not. */
  public static boolean isWritten(String text) {
    int count = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (isSeparator(c)) {
        continue;
      }
      if (count == LONGEST || !fitsAt(count, upper(c))) {
        return false;
      }
      count++;
    }
    return count >= KEY_LENGTH;
  }

  /**
   * The key of the card that a text writes; of a text that writes none, the text itself, which is
   * no card's key.
   */
  public static String keyOf(String text) {
    if (isCanonical(text)) {
      return text.substring(0, KEY_LENGTH);
    }
    return parse(text).map(Iccid::cardKey).orElse(text);
  }

  /** What two numbers of the same card share: the first 19 characters, without the check digit. */
  public String cardKey() {
    return canonical.substring(0, KEY_LENGTH);
  }

  /** For people and logs: never the whole number. */
  public String masked() {
    return canonical.substring(0, 6) + "…" + canonical.substring(canonical.length() - 4);
  }

  /** The same of its key: equal however the number is written, with its check digit or without. */
  public String maskedKey() {
    return new Iccid(cardKey()).masked();
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

  private static boolean isCanonical(String text) {
    int length = text.length();
    if (length < KEY_LENGTH || length > LONGEST) {
      return false;
    }
    for (int i = 0; i < length; i++) {
      if (!fitsAt(i, text.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  private static boolean fitsAt(int index, char c) {
    return switch (index) {
      case 0 -> c == '8';
      case 1 -> c == '9';
      default -> (c >= '0' && c <= '9') || (c >= 'A' && c <= 'F');
    };
  }

  private static String canonicalOf(String text) {
    StringBuilder canonical = new StringBuilder(LONGEST);
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (!isSeparator(c)) {
        canonical.append(upper(c));
      }
    }
    return canonical.toString();
  }

  private static boolean isSeparator(char c) {
    return c == ' ' || c == '-';
  }

  private static char upper(char c) {
    return c >= 'a' && c <= 'z' ? (char) (c - ('a' - 'A')) : c;
  }
}
