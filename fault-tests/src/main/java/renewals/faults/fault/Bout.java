package renewals.faults.fault;

import java.time.Duration;
import java.util.List;

/**
 * Faults that fall together, none of them on what another one harms.
 *
 * @param parts each with the time after which it begins
 */
public record Bout(List<Part> parts) {

  /** A fault, and how long after the bout's beginning it begins. */
  public record Part(Duration after, Fault fault) {}

  public Bout {
    parts = List.copyOf(parts);
  }
}
