package renewals.portal.access;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import renewals.schemas.contract.Iccid;

/**
 * What somebody typed of a card's number.
 *
 * @param tail the last four, empty if there are fewer
 * @param whole the whole number, if it is one
 */
public record CardDigits(String tail, Optional<Iccid> whole) {

  private static final int DIGITS = 4;
  private static final int KEY_LENGTH = 19;
  private static final Pattern TAIL = Pattern.compile("[0-9A-F]{4}");

  /** Some type four, some the whole number; with spaces, or in full width. */
  public static CardDigits of(@Nullable String typed) {
    String plain = TypedText.plain(typed).replace("-", "").toUpperCase(Locale.ROOT);
    return new CardDigits(
        plain.length() < DIGITS ? "" : plain.substring(plain.length() - DIGITS),
        Iccid.parse(plain));
  }

  /** Whether they can be checked at all. */
  public boolean areEnough() {
    return TAIL.matcher(tail).matches();
  }

  /**
   * Whether they are a card's; of a whole number all of it. The twentieth digit only checks the
   * others, and some leave it out where others print it: so the last four are taken with and
   * without it. A card that was asked for without it has the one that its other digits demand, and
   * no other: any digit would make guessing ten times easier. Takes the same time either way.
   */
  public boolean areOf(String iccid) {
    String key = iccid.substring(0, Math.min(iccid.length(), KEY_LENGTH));
    if (whole.isPresent()) {
      return same(key, whole.get().cardKey());
    }
    String printed = iccid.length() == KEY_LENGTH ? iccid + checkDigit(key) : iccid;
    boolean asPrinted = same(tailOf(printed), tail);
    boolean withoutCheck = same(tailOf(key), tail);
    return asPrinted || withoutCheck;
  }

  private static boolean same(String one, String other) {
    return MessageDigest.isEqual(
        one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
  }

  private static String tailOf(String number) {
    return number.substring(number.length() - DIGITS);
  }

  /** By Luhn; of a number with letters there is none, and nothing that may be typed is like it. */
  private static char checkDigit(String key) {
    int sum = 0;
    for (int i = 0; i < key.length(); i++) {
      int digit = key.charAt(key.length() - 1 - i) - '0';
      if (digit < 0 || digit > 9) {
        return '-';
      }
      int weighted = i % 2 == 0 ? 2 * digit : digit;
      sum += weighted > 9 ? weighted - 9 : weighted;
    }
    return (char) ('0' + (10 - sum % 10) % 10);
  }
}
