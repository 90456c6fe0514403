package renewals.faults.oracle;

import java.util.List;
import renewals.faults.evidence.History;
import renewals.faults.evidence.Model;

/** Something that must hold whatever has gone wrong. */
public interface Invariant {

  /** Its number in the table, such as {@code I1}. */
  String id();

  /** What it says, in one line. */
  String text();

  /** Each case in which it does not hold. */
  List<Violation> check(History history, Model model);
}
