package renewals.notifier.domain;

/** Why a notice could not be delivered: a word for machines, then one for people. */
public final class Reasons {

  /** The merchant never gave an address in time. */
  public static final String NO_ADDRESS = "NO_ADDRESS: the merchant has no address to be told at";

  /** The address that the notice was composed for has been taken back. */
  public static final String ADDRESS_GONE =
      "ADDRESS_GONE: the merchant has taken back the address of this channel";

  /** The merchant can be reached by phone only. */
  public static final String SMS_UNAVAILABLE =
      "SMS_UNAVAILABLE: the only address is a phone number, and SMS cannot be sent yet";

  private static final int LONGEST = 500;

  private Reasons() {}

  /** The reason within what the contract allows for free texts. */
  static String bounded(String reason) {
    return reason.length() <= LONGEST ? reason : reason.substring(0, LONGEST - 1) + "…";
  }
}
