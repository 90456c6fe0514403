package renewals.activation.renewal.rules;

/** What can fall due in a case (rule 8), by name: the order of those due at the same instant. */
public enum Deadline {
  /** A refund names a payment that is not known here: for operators. */
  CONFLICT,
  DELAYED,
  /** No update: the case is forgotten. */
  FORGOTTEN,
  LAPSED,
  ORPHANED,
  STALLED
}
