package renewals.stack.verify;

import java.util.List;

/**
 * One promise of the pipeline, and what was counted of it.
 *
 * @param name what is promised
 * @param counts what was counted, for people
 * @param checked how many things were compared
 * @param differences each thing that is not as promised; empty where the promise held
 */
public record Promise(String name, String counts, int checked, List<String> differences) {

  public Promise {
    differences = List.copyOf(differences);
  }

  /** Whether nothing differed and there was something to compare. */
  public boolean held() {
    return differences.isEmpty() && checked > 0;
  }
}
