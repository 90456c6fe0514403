package renewals.notifier.domain;

import java.util.EnumSet;
import java.util.Set;

/** The kinds of notice a merchant gets. Source: rules, "What a merchant is told". */
public enum Kind {
  ACTIVATED,
  REVERSED,
  PAID,
  PAYMENT_FAILED,
  UNDERPAID,
  /** While it waits for the payment. */
  APPROVED,
  REJECTED,
  MISMATCH,
  DELAYED,
  LAPSED,
  STALLED,
  REFUND_DUE,
  REFUNDED,
  EXPIRY_REMINDER,
  CARRIER_NOTICE,
  DATA_LOW,
  DATA_USED_UP,
  CARD_SUSPENDED,
  CARD_RESUMED,
  CARD_CLOSED,
  /** News for many merchants. */
  ANNOUNCEMENT,
  /** The same, of a campaign: told by day only. */
  CAMPAIGN,
  /** Another contact has replaced an address. */
  CONTACT_CHANGED,
  /** An address of his has failed for long; told at his others. */
  ADDRESS_PAUSED,
  /** It works again. */
  ADDRESS_RECOVERED,
  /** What wasn't urgent since the last one, in one notice. */
  DIGEST,
  /** A webhook address is asked to prove itself; nobody reads it. */
  WEBHOOK_CHALLENGE;

  private static final Set<Kind> URGENT =
      EnumSet.of(
          REJECTED,
          REVERSED,
          PAYMENT_FAILED,
          REFUND_DUE,
          REFUNDED,
          CARD_SUSPENDED,
          CARD_CLOSED,
          DATA_USED_UP,
          CONTACT_CHANGED,
          WEBHOOK_CHALLENGE);

  /** Whether it is told from 08:00 to 22:00 only. */
  public boolean isForTheDay() {
    return this == CAMPAIGN;
  }

  /** Whether it is told at once, whatever the hour, and by two channels. */
  public boolean isUrgent() {
    return URGENT.contains(this);
  }

  /** Those that merchants read. */
  public static Set<Kind> read() {
    return EnumSet.complementOf(EnumSet.of(WEBHOOK_CHALLENGE));
  }
}
