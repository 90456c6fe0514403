package renewals.faults.oracle;

import java.util.List;
import renewals.faults.evidence.History;
import renewals.faults.evidence.Model;

/** All invariants. */
public final class Oracle {

  private static final List<Invariant> ALL =
      List.of(
          new ActivatedExactlyOnce(),
          new NothingElseActivated(),
          new Conservation(),
          new NoticesArrive(),
          new GoesOn(),
          new LogsKeepSecrets(),
          new NewsOnce(),
          new SmsArrive(),
          new TillsShowTheLatest());

  private Oracle() {}

  /** The invariants in the order of their numbers. */
  public static List<Invariant> invariants() {
    return ALL;
  }

  /** Everything that is not as it must be. */
  public static List<Violation> judge(History history) {
    Model model = Model.of(history.inputs(), history.announced());
    return ALL.stream().flatMap(one -> one.check(history, model).stream()).toList();
  }
}
