package renewals.schemas.contract;

/** Names of hosts as DNS and TLS know them. Source: RFC 1123, section 2.1. */
final class HostName {

  private static final int LONGEST = 253;
  private static final int LONGEST_LABEL = 63;

  private HostName() {}

  /** Whether a text is a name in the internet: at least two labels, the last of them no number. */
  static boolean isDomain(String text) {
    int dot = text.lastIndexOf('.');
    return dot > 0 && isName(text) && !text.chars().skip(dot + 1).allMatch(HostName::isDigit);
  }

  /** Whether a text is the name of a host: labels of letters, digits and inner hyphens. */
  static boolean isName(String text) {
    int length = text.length();
    if (length > LONGEST) {
      return false;
    }
    int start = 0;
    for (int i = 0; i <= length; i++) {
      if (i == length || text.charAt(i) == '.') {
        if (!isLabel(text, start, i)) {
          return false;
        }
        start = i + 1;
      }
    }
    return true;
  }

  private static boolean isLabel(String text, int start, int end) {
    if (start == end || end - start > LONGEST_LABEL) {
      return false;
    }
    for (int i = start; i < end; i++) {
      char c = text.charAt(i);
      boolean inner = i > start && i < end - 1;
      if (!isLetterOrDigit(c) && !(inner && c == '-')) {
        return false;
      }
    }
    return true;
  }

  static boolean isLetterOrDigit(int c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || isDigit(c);
  }

  private static boolean isDigit(int c) {
    return c >= '0' && c <= '9';
  }
}
