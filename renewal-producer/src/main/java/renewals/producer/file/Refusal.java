package renewals.producer.file;

import java.util.List;
import java.util.stream.Collectors;
import renewals.schemas.contract.Violation;

/**
 * One line that was refused.
 *
 * @param line its number, from 1
 * @param violations each field that is wrong, its value and what was expected
 */
public record Refusal(long line, List<Violation> violations) {

  public Refusal {
    violations = List.copyOf(violations);
  }

  /** One line of text. */
  @Override
  public String toString() {
    return "line %d: %s"
        .formatted(
            line, violations.stream().map(Violation::toString).collect(Collectors.joining("; ")));
  }
}
