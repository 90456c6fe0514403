package renewals.notifier.topology;

/** Names of nodes and stores: part of the state on disk and of the golden file. */
final class Nodes {

  static final String INPUTS = "inputs";
  static final String PROVENANCE = "provenance";
  static final String PLACE = "place";
  static final String MOVED = "moved";
  static final String WITH_MOVED = "with-moved";
  static final String NOTICES = "notices";
  static final String NOTICES_DUE = "notices-due-out";
  static final String RECEIPTS = "receipts-out";
  static final String UNDELIVERED = "undelivered-notices-out";
  static final String KNOWN_CONTACTS = "known-contacts-out";
  static final String DEAD_LETTERS = "dead-letters-out";
  static final String RESULTS = "notice-results-out";

  static final String CONTACTS_STORE = "contacts";
  static final String CAUSES_STORE = "causes";
  static final String WAITING_STORE = "waiting-for-contact";
  static final String OPEN_STORE = "open-notices";
  static final String DUE_STORE = "due-times";
  static final String PARKED_STORE = "parked";
  static final String UNKNOWN_KEYS_STORE = "contacts-of-unknown-keys";
  static final String REFERENCES_STORE = "gateway-references";
  static final String DIGESTS_STORE = "digests";
  static final String UNDELIVERED_STORE = "undelivered";
  static final String ADDRESSES_STORE = "reached-addresses";

  private Nodes() {}
}
