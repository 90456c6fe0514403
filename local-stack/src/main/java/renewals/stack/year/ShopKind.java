package renewals.stack.year;

/**
 * How a shop renews its card, and what its partners make of it, which a sandbox reads from the
 * amount's last two digits and the card's last three before the check digit.
 *
 * <p>Source: docs/partners/sandbox.md.
 */
enum ShopKind {
  /** Paid and approved at once, three days before the card ends. */
  PROMPT(1, "001", -3, true, "ACTIVATED"),
  /** Paid after hours and approved after more. */
  SLOW(2, "002", -2, true, "ACCEPTED"),
  /** Its carrier is out of order each time. */
  IN_OUTAGES(1, "005", -3, true, "PAID"),
  /** It asks, and never pays. */
  UNPAID(0, "001", 0, false, "APPROVED"),
  /** Paid, and refused for want of a real name. */
  NAMELESS(1, "003", 0, false, "REJECTED"),
  /** Refused, and approved a day later. */
  CORRECTED(1, "004", -4, true, "REJECTED"),
  /** Paid and usable, and given back after a day. */
  GIVEN_BACK(4, "001", 0, false, "ACTIVATED"),
  /** Renewed only two days after the card has ended, so that it is reminded each time. */
  LATE(1, "001", 2, true, "ACTIVATED"),
  /** Half of it is paid. */
  HALF_PAID(5, "001", 0, false, "UNDERPAID");

  private static final long PRICE = 3_000;

  private final int cents;
  private final String card;
  private final int days;
  private final boolean usable;
  private final String sign;

  ShopKind(int cents, String card, int days, boolean usable, String sign) {
    this.cents = cents;
    this.card = card;
    this.days = days;
    this.usable = usable;
    this.sign = sign;
  }

  /** What it is asked for, in minor units. */
  long amount() {
    return PRICE + cents;
  }

  /** The digits of its card that say what the carrier does. */
  String card() {
    return card;
  }

  /** On which day it asks again, counted from the day on which its card ends. */
  int days() {
    return days;
  }

  /** Whether its card becomes usable and stays so. */
  boolean isUsable() {
    return usable;
  }

  /** What is told first of a renewal, once its partners have said what they say at once. */
  String sign() {
    return sign;
  }
}
