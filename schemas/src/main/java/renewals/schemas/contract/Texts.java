package renewals.schemas.contract;

/**
 * The one rule for free texts: at most 500 characters on one line, and nothing in them that could
 * break a line, turn its direction or end a text early.
 *
 * <p>Source: contract, "Topics".
 */
public final class Texts {

  /** What is demanded, in words for error messages. */
  static final String EXPECTATION =
      "a text of at most 500 characters on one line: no control characters, line breaks or"
          + " bidirectional marks";

  /** What is demanded of a name that people read beside links, in words for error messages. */
  public static final String NAME_EXPECTATION =
      "a name: " + EXPECTATION + ", no web address (://, www. or a domain with a path)";

  private static final int LONGEST = 500;
  private static final String WWW = "www.";
  private static final String PUNYCODE = "xn--";

  private Texts() {}

  /** Whether a text is as the contract demands. Allocates nothing. */
  static boolean isWritten(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (!isPlain(text.charAt(i))) {
        return false;
      }
    }
    return text.length() <= LONGEST || text.codePointCount(0, text.length()) <= LONGEST;
  }

  /** Whether a text is as the contract demands of a name. */
  public static boolean isName(String text) {
    return isWritten(text) && !holdsWebAddress(text);
  }

  private static boolean isPlain(char c) {
    boolean control = c < ' ' || (c >= 0x7f && c <= 0x9f);
    boolean separatorOrEmbedding = c >= 0x2028 && c <= 0x202e;
    boolean isolate = c >= 0x2066 && c <= 0x2069;
    boolean mark = c == 0x061c || c == 0x200e || c == 0x200f;
    return !control && !separatorOrEmbedding && !isolate && !mark;
  }

  private static boolean holdsWebAddress(String text) {
    if (text.contains("://")) {
      return true;
    }
    for (int i = 0; i < text.length(); i++) {
      if (text.regionMatches(true, i, WWW, 0, WWW.length())
          || (text.charAt(i) == '/' && endsDomain(text, i))) {
        return true;
      }
    }
    return false;
  }

  /** Whether a domain stands before a place, with a port or without. */
  private static boolean endsDomain(String text, int place) {
    int end = beforePort(text, place);
    int dot = end - 1;
    while (dot >= 0 && isOfName(text.charAt(dot))) {
      dot--;
    }
    return dot > 0
        && text.charAt(dot) == '.'
        && isOfName(text.charAt(dot - 1))
        && isTopLevel(text, dot + 1, end);
  }

  private static int beforePort(String text, int end) {
    int colon = end - 1;
    while (colon >= 0 && isDigit(text.charAt(colon))) {
      colon--;
    }
    return colon >= 0 && colon < end - 1 && text.charAt(colon) == ':' ? colon : end;
  }

  /** Two letters or more, or another script's in punycode. */
  private static boolean isTopLevel(String text, int begin, int end) {
    if (text.regionMatches(true, begin, PUNYCODE, 0, PUNYCODE.length())) {
      return end - begin > PUNYCODE.length();
    }
    for (int i = begin; i < end; i++) {
      if (!isLetter(text.charAt(i))) {
        return false;
      }
    }
    return end - begin >= 2;
  }

  private static boolean isOfName(char c) {
    return isLetter(c) || isDigit(c) || c == '-';
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private static boolean isLetter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  }
}
