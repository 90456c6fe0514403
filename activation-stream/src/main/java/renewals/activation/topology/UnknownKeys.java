package renewals.activation.topology;

import renewals.streams.provenance.ProvenanceProcessor;

/** The stores of records whose sender's key isn't known yet: {@link ProvenanceProcessor}. */
final class UnknownKeys {

  /** Facts of renewals. */
  static final String FACTS = "facts-of-unknown-keys";

  /** Reports of cards' usage. */
  static final String USAGE = "reports-of-unknown-keys";

  /** Statuses of cards. */
  static final String CARD_STATUSES = "card-statuses-of-unknown-keys";

  /** Statuses of carriers. */
  static final String CARRIER_STATUSES = "statuses-of-unknown-keys";

  static final String ANNOUNCEMENTS = "announcements-of-unknown-keys";

  private UnknownKeys() {}
}
