package renewals.notifier.domain;

/** The kinds of notice a merchant gets. Source: rules, "What a merchant is told". */
public enum Kind {
  ACTIVATED,
  REVERSED,
  PAID,
  PAYMENT_FAILED,
  UNDERPAID,
  REJECTED,
  MISMATCH,
  DELAYED,
  LAPSED,
  STALLED,
  REFUND_DUE,
  REFUNDED,
  EXPIRY_REMINDER,
  CARRIER_NOTICE
}
