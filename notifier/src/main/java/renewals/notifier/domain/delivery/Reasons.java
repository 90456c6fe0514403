package renewals.notifier.domain.delivery;

import org.jspecify.annotations.Nullable;

/** Why a notice could not be delivered: a word for machines, then one for people. */
public final class Reasons {

  /** The merchant never gave an address in time. */
  public static final String NO_ADDRESS = "NO_ADDRESS: the merchant has no address to be told at";

  /** The address that the notice was composed for has been taken back. */
  public static final String ADDRESS_GONE =
      "ADDRESS_GONE: the merchant has taken back the address of this channel";

  /** A gateway took the notice and never said what became of it. */
  public static final String NO_REPORT =
      "NO_REPORT: the gateway took it and never said what became of it";

  /** What it says is no longer so. */
  public static final String SUPERSEDED =
      "SUPERSEDED: what happened since makes it void, and is told instead";

  /** He is told nothing that isn't urgent now. */
  public static final String QUIET_HOURS = "QUIET_HOURS: it is quiet where the merchant is";

  /** Its address has not answered its challenge yet. */
  public static final String ADDRESS_UNPROVEN =
      "ADDRESS_UNPROVEN: the webhook address must answer a signed test event first";

  /** Its address has failed for long. */
  public static final String ADDRESS_PAUSED =
      "ADDRESS_PAUSED: the address has failed for long and is tried seldom";

  /** The merchant is forgotten, as somebody asked for it. */
  public static final String FORGOTTEN = "FORGOTTEN: the merchant is forgotten";

  /** A robot has said it in its group, and that is all that its provider ever tells. */
  public static final String NO_REPORTS =
      "NO_REPORTS: the robot has said it; who has read it is never reported";

  /** The word of a sender whose terminal shows what happened later. */
  static final String NEWER_SHOWN = "NEWER_SHOWN";

  private static final int LONGEST = 500;

  private Reasons() {}

  /** The word for machines; empty where there is no reason. */
  static String wordOf(@Nullable String reason) {
    int end = reason == null ? 0 : reason.indexOf(':');
    return reason == null ? "" : end < 0 ? reason : reason.substring(0, end);
  }

  /** The reason within what the contract allows for free texts. */
  static String bounded(String reason) {
    return reason.length() <= LONGEST ? reason : reason.substring(0, LONGEST - 1) + "…";
  }
}
