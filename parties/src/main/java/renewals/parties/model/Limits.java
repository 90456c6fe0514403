package renewals.parties.model;

/**
 * How much of the intake one party may use.
 *
 * @param perSecond events a second, over time
 * @param burst events at once
 * @param connections requests under way at once
 */
public record Limits(int perSecond, int burst, int connections) {

  /** What holds where a party has none of its own. */
  public static final Limits USUAL = new Limits(200, 400, 64);
}
