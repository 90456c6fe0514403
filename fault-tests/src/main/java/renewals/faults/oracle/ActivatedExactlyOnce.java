package renewals.faults.oracle;

import java.util.ArrayList;
import java.util.List;
import renewals.faults.evidence.History;
import renewals.faults.evidence.Model;
import renewals.stack.sim.truth.Truth;

/** I1: what is paid and approved is activated exactly once, and reversed when it no longer is. */
final class ActivatedExactlyOnce implements Invariant {

  @Override
  public String id() {
    return "I1";
  }

  @Override
  public String text() {
    return "Every paid and approved renewal is activated exactly once, net";
  }

  @Override
  public List<Violation> check(History history, Model model) {
    Activations found = Activations.in(history);
    List<Violation> violations = new ArrayList<>();
    for (Truth truth : model.truths()) {
      if (truth.activations() > 0) {
        compare(truth, "activations", truth.activations(), found.activated(truth), violations);
        compare(truth, "reversals", truth.reversals(), found.reversed(truth), violations);
      }
    }
    found.repeatedIds().forEach(id -> violations.add(new Violation(id(), id, "came twice")));
    found
        .reversedFirst()
        .forEach(id -> violations.add(new Violation(id(), id, "was reversed before it came")));
    return violations;
  }

  private void compare(
      Truth truth, String what, int expected, int found, List<Violation> violations) {
    if (expected != found) {
      violations.add(
          new Violation(
              id(),
              truth.renewalId(),
              "%s: expected %d, found %d".formatted(what, expected, found)));
    }
  }
}
