package renewals.activation.renewal.model;

/** The kinds of update (rules 8 and 9), in the order in which one step gives them. */
public enum UpdateKind {
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
