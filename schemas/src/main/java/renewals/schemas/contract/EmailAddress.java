package renewals.schemas.contract;

/**
 * E-mail addresses that mail can be sent to: one mailbox at one domain, in ASCII.
 *
 * <p>Whoever takes an address and whoever sends to it ask here, so that nothing is taken that is
 * refused later. Source: contract, merchant-contact; RFC 5321, "Dot-string" and "Domain".
 */
public final class EmailAddress {

  /** What a violation says was expected. */
  public static final String EXPECTATION =
      "an e-mail address in ASCII, such as wang@example.com; a domain of other scripts in punycode";

  private static final int LONGEST = 254;
  private static final int LONGEST_MAILBOX = 64;
  private static final String IN_MAILBOX = ".!#$%&'*+/=?^_`{|}~-";

  private EmailAddress() {}

  /** Whether a text is an address that mail can be sent to. */
  public static boolean isWritten(String text) {
    int at = text.indexOf('@');
    return text.length() <= LONGEST
        && at >= 1
        && at <= LONGEST_MAILBOX
        && isMailbox(text.substring(0, at))
        && HostName.isDomain(text.substring(at + 1));
  }

  private static boolean isMailbox(String text) {
    return !text.startsWith(".")
        && !text.endsWith(".")
        && !text.contains("..")
        && text.chars()
            .allMatch(c -> HostName.isLetterOrDigit(c) || IN_MAILBOX.indexOf((char) c) >= 0);
  }
}
