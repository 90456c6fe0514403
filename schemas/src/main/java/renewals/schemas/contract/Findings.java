package renewals.schemas.contract;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The violations found so far. Checks hand it on and it begins as null, so that an event that is as
 * it should be costs no allocation.
 */
final class Findings {

  private final List<Violation> violations = new ArrayList<>();

  private Findings() {}

  /** What was found, with one more. */
  static Findings add(
      @Nullable Findings found, String field, @Nullable Object given, String expected) {
    Findings findings = found == null ? new Findings() : found;
    String text = given == null ? Violation.NOTHING : given.toString();
    findings.violations.add(new Violation(field, text, expected));
    return findings;
  }

  /** What was found in the end. */
  static List<Violation> listOf(@Nullable Findings found) {
    return found == null ? List.of() : List.copyOf(found.violations);
  }
}
