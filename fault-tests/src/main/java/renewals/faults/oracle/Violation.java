package renewals.faults.oracle;

/**
 * One thing that is not as it must be.
 *
 * @param invariant which one is broken, such as {@code I1}
 * @param subject whose: a renewal, a record's place, a notice
 * @param what is wrong
 */
public record Violation(String invariant, String subject, String what) {

  @Override
  public String toString() {
    return "%s %s: %s".formatted(invariant, subject, what);
  }
}
