package renewals.notifier.codec.avro;

/** Why a record died here. Source: contract, dead-letter. */
public enum DeadReason {
  UNREADABLE,
  UNKNOWN_SCHEMA,
  UNKNOWN_SYMBOL,
  KEY_MISMATCH,
  INVALID,
  CONFLICTING_DUPLICATE,
  UNPROVEN,
  FOREIGN_CLAIM
}
