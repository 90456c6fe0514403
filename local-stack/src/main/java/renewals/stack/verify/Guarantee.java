package renewals.stack.verify;

import java.util.List;

/**
 * One guarantee of the pipeline, and what was counted of it.
 *
 * @param name what is guaranteed
 * @param counts what was counted, for people
 * @param checked how many things were compared
 * @param differences each thing that is not as guaranteed; empty where the guarantee held
 */
public record Guarantee(String name, String counts, int checked, List<String> differences) {

  public Guarantee {
    differences = List.copyOf(differences);
  }

  /** Whether nothing differed and there was something to compare. */
  public boolean held() {
    return differences.isEmpty() && checked > 0;
  }
}
