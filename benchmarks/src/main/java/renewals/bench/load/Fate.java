package renewals.bench.load;

/** What becomes of a renewal, decided by its number alone. */
public enum Fate {
  /** Paid and approved. */
  ACTIVATED,
  /** Paid, and the carrier says no. */
  REJECTED,
  /** Approved, and the payment failed. */
  UNPAID;

  private static final int REJECTED_EVERY = 50;
  private static final int UNPAID_EVERY = 50;
  private static final int UNPAID_AT = 25;

  /** The fate of a renewal: of fifty, one is rejected and one is never paid. */
  public static Fate of(int renewal) {
    if (renewal % REJECTED_EVERY == 0) {
      return REJECTED;
    }
    return renewal % UNPAID_EVERY == UNPAID_AT ? UNPAID : ACTIVATED;
  }
}
