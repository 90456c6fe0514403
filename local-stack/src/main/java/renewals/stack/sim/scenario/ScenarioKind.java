package renewals.stack.sim.scenario;

/** What may happen to a renewal in the simulation. */
public enum ScenarioKind {
  LONG_REVIEW(2, "paid at once, approved last of all"),
  USUAL(24, "request, payment, approval"),
  ANY_ORDER(16, "the same three, shuffled"),
  DUPLICATES(10, "each sent up to four times, shuffled"),
  LATE_PAYMENT(6, "the payment comes last of all"),
  FAILED_PAYMENT(5, "a payment fails before one settles"),
  TWO_PARTS(5, "paid in two parts"),
  OVERPAID(4, "paid twice"),
  OVERPAID_AND_RETURNED(3, "paid twice, the surplus paid back"),
  REFUNDED(4, "paid back in full after the activation"),
  REFUNDED_BY_SUMS(3, "paid back bit by bit, each time as the sum so far"),
  CANCELLED(3, "paid and paid back before any review"),
  REFUND_OF_NOBODYS(2, "a refund of a payment that never came"),
  GOODWILL(2, "a goodwill refund after the activation"),
  REJECTED(4, "paid, then refused by the carrier"),
  REJECTED_THEN_APPROVED(4, "refused, then approved by a later review"),
  GIFT(3, "nothing to pay"),
  PROMOTION(4, "5 yuan off, 1 GB more"),
  CONFLICTING_DUPLICATE(3, "the same payment again with another amount"),
  WRONG_CHANNEL(3, "a payment from a channel that was not asked"),
  WRONG_CARD(3, "a review of another card before the right one"),
  MISPLACED(4, "written to wrong partitions"),
  DAMAGED(3, "bad bytes among the good ones"),
  NEVER_PAID(3, "approved, never paid"),
  NEVER_REVIEWED(3, "paid, never reviewed"),
  CARD_REPORTS(6, "data runs out, the card is stopped and works again");

  private final int weight;
  private final String story;

  ScenarioKind(int weight, String story) {
    this.weight = weight;
    this.story = story;
  }

  /** How often it comes, relative to the others. */
  int weight() {
    return weight;
  }

  /** The kind in a few words. */
  public String story() {
    return story;
  }
}
