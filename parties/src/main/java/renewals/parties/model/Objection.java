package renewals.parties.model;

import renewals.schemas.contract.Violation;

/**
 * Why a party may not say an event.
 *
 * @param violation the field, the value given, and what the party may
 * @param text the same in a sentence
 */
public record Objection(Violation violation, String text) {

  /** Against all that a party says with a key that doesn't count any more. */
  public static Objection ofEndedKey(String party) {
    return of("key", "ended", party, "may speak with a key that counts now");
  }

  static Objection of(String field, String given, String party, String may) {
    Violation violation = new Violation(field, given, may);
    return new Objection(
        violation,
        "%s is \"%s\", %s %s".formatted(violation.field(), violation.given(), party, may));
  }

  @Override
  public String toString() {
    return text;
  }
}
