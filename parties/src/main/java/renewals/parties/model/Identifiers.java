package renewals.parties.model;

/**
 * How parties and keys are named.
 *
 * <p>Source: partners, "The file" and "Who said it travels along".
 */
public final class Identifiers {

  /** The platform itself: implied, may say everything, only by a gateway key. */
  public static final String PLATFORM = "platform";

  /** Begins the party of a payment channel's own callbacks; the channelId follows. */
  public static final String CALLBACK = "callback:";

  private static final int LONGEST_PARTY = 73;
  private static final int LONGEST_KEY = 64;

  private Identifiers() {}

  /** Whether a text can name a party, the implied ones too. */
  public static boolean isParty(String text) {
    if (text.isEmpty() || text.length() > LONGEST_PARTY) {
      return false;
    }
    for (int i = 0; i < text.length(); i++) {
      char letter = text.charAt(i);
      if (!isOfKeys(letter) && letter != '.' && letter != ':') {
        return false;
      }
    }
    return !text.equals(".") && !text.equals("..");
  }

  /** Whether a text can name a key or a gateway key. */
  public static boolean isKey(String text) {
    if (text.isEmpty() || text.length() > LONGEST_KEY) {
      return false;
    }
    for (int i = 0; i < text.length(); i++) {
      if (!isOfKeys(text.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  /** Whether names of keys may hold a character: each record's is looked at. */
  public static boolean isOfKeys(char letter) {
    return (letter >= 'a' && letter <= 'z')
        || (letter >= 'A' && letter <= 'Z')
        || (letter >= '0' && letter <= '9')
        || letter == '_'
        || letter == '-';
  }

  /** Whether a name is kept for parties that stand in no file. */
  public static boolean isImplied(String party) {
    return party.equals(PLATFORM) || party.startsWith(CALLBACK);
  }
}
