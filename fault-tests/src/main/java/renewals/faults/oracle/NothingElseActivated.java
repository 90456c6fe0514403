package renewals.faults.oracle;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import renewals.faults.evidence.History;
import renewals.faults.evidence.Model;
import renewals.stack.sim.truth.Truth;

/** I2: what is not paid and approved, or was never asked for, is not activated. */
final class NothingElseActivated implements Invariant {

  @Override
  public String id() {
    return "I2";
  }

  @Override
  public String text() {
    return "No other renewal is activated";
  }

  @Override
  public List<Violation> check(History history, Model model) {
    Activations found = Activations.in(history);
    Set<String> allowed = new HashSet<>();
    for (Truth truth : model.truths()) {
      if (truth.activations() > 0) {
        allowed.add(truth.renewalId());
      }
    }
    List<Violation> violations = new ArrayList<>();
    found
        .byRenewal()
        .forEach(
            (renewalId, counts) -> {
              if (!allowed.contains(renewalId)) {
                violations.add(new Violation(id(), renewalId, "must have none, has " + counts));
              }
            });
    return violations;
  }
}
