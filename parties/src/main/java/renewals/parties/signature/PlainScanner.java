package renewals.parties.signature;

import org.jspecify.annotations.Nullable;

/**
 * Reads the plainest of what structured fields can be (RFC 8941), and of that nothing that could be
 * written in two ways: what it doesn't take is null, and the library's to read.
 */
final class PlainScanner {

  /** One less than RFC 8941 has, so that no sum of them leaves a long. */
  private static final int MOST_DIGITS = 14;

  private final String text;
  private int at;

  PlainScanner(String text) {
    this.text = text;
  }

  boolean isAtEnd() {
    return at == text.length();
  }

  /** Goes past a character if it is the next. */
  boolean skip(char expected) {
    boolean found = at < text.length() && text.charAt(at) == expected;
    if (found) {
      at++;
    }
    return found;
  }

  /** A string in quotes, printable ASCII without escapes. */
  @Nullable String string() {
    if (!skip('"')) {
      return null;
    }
    int begin = at;
    while (at < text.length() && isPlain(text.charAt(at))) {
      at++;
    }
    int end = at;
    return skip('"') ? text.substring(begin, end) : null;
  }

  /** The name of a parameter. */
  @Nullable String key() {
    int begin = at;
    while (at < text.length() && isOfKeys(text.charAt(at))) {
      at++;
    }
    return at > begin && isLower(text.charAt(begin)) ? text.substring(begin, at) : null;
  }

  /** A string, or a whole number without sign and leading zeros. */
  @Nullable Object value() {
    if (at < text.length() && text.charAt(at) == '"') {
      return string();
    }
    int begin = at;
    while (at < text.length() && isDigit(text.charAt(at))) {
      at++;
    }
    int digits = at - begin;
    boolean isOne =
        digits > 0 && digits <= MOST_DIGITS && (digits == 1 || text.charAt(begin) != '0');
    return isOne ? Long.valueOf(text.substring(begin, at)) : null;
  }

  private static boolean isPlain(char c) {
    return c >= ' ' && c <= '~' && c != '"' && c != '\\';
  }

  private static boolean isOfKeys(char c) {
    return isLower(c) || isDigit(c) || c == '_' || c == '-' || c == '.' || c == '*';
  }

  private static boolean isLower(char c) {
    return c >= 'a' && c <= 'z';
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}
