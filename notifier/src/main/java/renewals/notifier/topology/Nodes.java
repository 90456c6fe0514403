package renewals.notifier.topology;

/** Names of nodes and stores: part of the state on disk and of the golden file. */
final class Nodes {

  static final String ACTIVATIONS_IN = "activations-in";
  static final String UPDATES_IN = "updates-in";
  static final String RESULTS_IN = "results-in";
  static final String CONTACTS_IN = "contacts-in";
  static final String CONTACTS_IN_PLACE = "contacts-in-place";
  static final String CONTACTS_OUT_OF_PLACE = "contacts-out-of-place";
  static final String MOVED = "moved";
  static final String WITH_UPDATES = "with-updates";
  static final String WITH_RESULTS = "with-results";
  static final String WITH_CONTACTS = "with-contacts";
  static final String WITH_MOVED = "with-moved";
  static final String NOTICES = "notices";
  static final String NOTICES_DUE = "notices-due-out";
  static final String RECEIPTS = "receipts-out";
  static final String DEAD_LETTERS = "dead-letters-out";

  static final String CONTACTS_STORE = "contacts";
  static final String CAUSES_STORE = "causes";
  static final String WAITING_STORE = "waiting-for-contact";
  static final String OPEN_STORE = "open-notices";
  static final String DUE_STORE = "due-times";
  static final String PARKED_STORE = "parked";

  private Nodes() {}
}
