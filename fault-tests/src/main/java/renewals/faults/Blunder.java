package renewals.faults;

import java.util.Locale;

/** Mistakes made on purpose, outside of the services, which the oracle has to notice. */
enum Blunder {
  NONE,
  /** The auditor takes what was never committed. */
  READ_UNCOMMITTED,
  /** Every hundredth acknowledgement is for a record that was never written. */
  ACKNOWLEDGED_BEFORE_APPEND;

  static final String SETTING = "renewals.faults.blunder";

  /** Of this process: a system property, for trying the oracle. */
  static Blunder chosen() {
    return valueOf(System.getProperty(SETTING, NONE.name()).toUpperCase(Locale.ROOT));
  }

  String isolation() {
    return this == READ_UNCOMMITTED ? "read_uncommitted" : "read_committed";
  }
}
