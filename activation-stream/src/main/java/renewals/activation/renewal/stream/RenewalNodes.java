package renewals.activation.renewal.stream;

import renewals.streams.routing.RepartitionNodes;

/** The nodes that take what comes out of renewals: part of the golden file. */
public final class RenewalNodes {

  /** The internal topic that takes changes, and watermarks, to cards. */
  public static final String TO_CARDS = "card-changes";

  /** To {@code renewal-updates}. */
  public static final String UPDATES = "renewal-updates";

  /** To {@code processing-times}. */
  public static final String TIMES = "processing-times";

  /** To {@code dead-letters}. */
  public static final String DEAD_LETTERS = "dead-letters";

  static final String CARD_CHANGES = RepartitionNodes.entryOf(TO_CARDS);

  private RenewalNodes() {}
}
