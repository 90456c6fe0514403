package renewals.notifier.topology.store;

/** Names of nodes and stores: part of the state on disk and of the golden file. */
public final class Nodes {

  public static final String INPUTS = "inputs";
  public static final String PROVENANCE = "provenance";
  public static final String PLACE = "place";
  public static final String MOVED = "moved";
  public static final String WITH_MOVED = "with-moved";
  public static final String NOTICES = "notices";
  public static final String NOTICES_DUE = "notices-due-out";
  public static final String RECEIPTS = "receipts-out";
  public static final String UNDELIVERED = "undelivered-notices-out";
  public static final String KNOWN_CONTACTS = "known-contacts-out";
  public static final String DEAD_LETTERS = "dead-letters-out";
  public static final String RESULTS = "notice-results-out";

  public static final String CONTACTS_STORE = "contacts";
  public static final String CAUSES_STORE = "causes";
  public static final String WAITING_STORE = "waiting-for-contact";
  public static final String OPEN_STORE = "open-notices";
  public static final String DUE_STORE = "due-times";
  public static final String PARKED_STORE = "parked";
  public static final String UNKNOWN_KEYS_STORE = "contacts-of-unknown-keys";
  public static final String REFERENCES_STORE = "gateway-references";
  public static final String DIGESTS_STORE = "digests";
  public static final String UNDELIVERED_STORE = "undelivered";
  public static final String ADDRESSES_STORE = "reached-addresses";

  private Nodes() {}
}
