package renewals.faults.oracle;

import java.time.Duration;
import java.util.List;
import renewals.faults.evidence.History;
import renewals.faults.evidence.Model;

/** I5: once a fault has been put right, everything works again soon. */
final class GoesOn implements Invariant {

  /** From the moment when the fault is put right, starts of processes included. */
  static final Duration SOON = Duration.ofSeconds(60);

  @Override
  public String id() {
    return "I5";
  }

  @Override
  public String text() {
    return "A new renewal in every partition is usable, and its merchant told, within 60 s";
  }

  @Override
  public List<Violation> check(History history, Model model) {
    return history.recoveries().stream()
        .filter(recovery -> recovery.told().compareTo(SOON) > 0)
        .map(
            recovery ->
                new Violation(
                    id(),
                    recovery.fault(),
                    "usable after %d ms, told after %d ms, at a load average of %.1f"
                        .formatted(
                            recovery.usable().toMillis(),
                            recovery.told().toMillis(),
                            recovery.load())))
        .toList();
  }
}
