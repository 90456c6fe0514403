package renewals.schemas.contract;

import java.util.List;
import java.util.Set;

/**
 * The kinds of notice that a merchant may have preferences for.
 *
 * <p>Source: rules, "What a merchant is told"; contract, merchant-contact.
 */
public final class NoticeKinds {

  /** All of them, in the order of `openapi.yaml`. */
  public static final List<String> ALL =
      List.of(
          "ACTIVATED",
          "REVERSED",
          "PAID",
          "PAYMENT_FAILED",
          "UNDERPAID",
          "REJECTED",
          "MISMATCH",
          "DELAYED",
          "LAPSED",
          "STALLED",
          "REFUND_DUE",
          "REFUNDED",
          "EXPIRY_REMINDER",
          "CARRIER_NOTICE",
          "DATA_LOW",
          "DATA_USED_UP",
          "CARD_SUSPENDED",
          "CARD_RESUMED",
          "CARD_CLOSED",
          "ANNOUNCEMENT",
          "CAMPAIGN",
          "CONTACT_CHANGED",
          "APPROVED",
          "ADDRESS_PAUSED",
          "ADDRESS_RECOVERED");

  /** Those of which nobody may say that he doesn't want them. */
  static final Set<String> NEVER_REFUSED = Set.of("REJECTED", "REFUND_DUE", "CONTACT_CHANGED");

  private static final Set<String> KNOWN = Set.copyOf(ALL);

  private NoticeKinds() {}

  /** Whether there is a kind of that name. */
  public static boolean isKnown(String name) {
    return KNOWN.contains(name);
  }
}
