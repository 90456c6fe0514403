package renewals.schemas.contract;

/**
 * One field of an event that is not as the contract demands.
 *
 * @param field path of the field, such as {@code amount.currency}
 * @param given the value given, shortened; {@code nothing} where it is missing
 * @param expected what the contract demands
 */
public record Violation(String field, String given, String expected) {

  private static final int LONGEST_VALUE = 80;

  public Violation {
    if (given.length() > LONGEST_VALUE) {
      given = given.substring(0, LONGEST_VALUE) + "…";
    }
  }

  /** One line naming field, value and expectation. */
  @Override
  public String toString() {
    return "%s is %s, expected %s".formatted(field, given, expected);
  }
}
