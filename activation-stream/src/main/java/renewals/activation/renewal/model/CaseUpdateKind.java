package renewals.activation.renewal.model;

/**
 * The kinds of update that come of a renewal's case (rules 8 and 9), in the order in which one step
 * gives them. Updates of a card are {@code ReminderRules} (EXPIRY_REMINDER) and {@code
 * CardNews.Kind}, of many merchants an announcement; all kinds together are those of {@code
 * RenewalUpdate.avsc}.
 */
public enum CaseUpdateKind {
  ACCEPTED,
  MISMATCH,
  CONFLICT,
  PAYMENT_FAILED,
  REFUNDED,
  UNDERPAID,
  PAID,
  APPROVED,
  REJECTED,
  REFUND_DUE,
  ORPHANED,
  LAPSED,
  DELAYED,
  STALLED,
  CARRIER_NOTICE;

  /** Whether the merchant is told with it when his card will be usable. */
  public boolean foretells() {
    return this == PAID || this == DELAYED || this == CARRIER_NOTICE;
  }
}
