package renewals.parties.model;

import java.util.regex.Pattern;

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

  private static final Pattern PARTY = Pattern.compile("[A-Za-z0-9_.:-]{1,73}");
  private static final Pattern KEY = Pattern.compile("[A-Za-z0-9_-]{1,64}");

  private Identifiers() {}

  /** Whether a text can name a party, the implied ones too. */
  public static boolean isParty(String text) {
    return PARTY.matcher(text).matches() && !text.equals(".") && !text.equals("..");
  }

  /** Whether a text can name a key or a gateway key. */
  public static boolean isKey(String text) {
    return KEY.matcher(text).matches();
  }

  /** Whether a name is kept for parties that stand in no file. */
  public static boolean isImplied(String party) {
    return party.equals(PLATFORM) || party.startsWith(CALLBACK);
  }
}
