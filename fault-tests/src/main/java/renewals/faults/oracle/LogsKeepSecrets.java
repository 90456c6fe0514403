package renewals.faults.oracle;

import java.util.List;
import renewals.faults.evidence.History;
import renewals.faults.evidence.Model;

/** I6: no log holds a phone number, a whole card number or a secret. */
final class LogsKeepSecrets implements Invariant {

  @Override
  public String id() {
    return "I6";
  }

  @Override
  public String text() {
    return "No phone number, whole card number or secret in any log of a service";
  }

  @Override
  public List<Violation> check(History history, Model model) {
    return history.leaks().stream().map(leak -> new Violation(id(), "log", leak)).toList();
  }
}
