package renewals.producer.file;

import java.util.List;
import java.util.stream.Collectors;
import renewals.schemas.contract.Violation;

/**
 * One line that was accepted though something in it looks wrong.
 *
 * @param line its number, from 1
 * @param doubts each field, its value (card numbers masked) and what was expected
 */
public record Warning(long line, List<Violation> doubts) {

  public Warning {
    doubts = List.copyOf(doubts);
  }

  /** One line of text. */
  @Override
  public String toString() {
    return "line %d: accepted, but %s"
        .formatted(
            line, doubts.stream().map(Violation::toString).collect(Collectors.joining("; ")));
  }
}
