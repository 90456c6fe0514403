package renewals.bench.delivery.judge;

import java.util.List;
import java.util.Map;
import renewals.bench.delivery.plan.Way;
import renewals.v1.ReceiptState;

/**
 * What became of the notices of a run.
 *
 * @param endings of each way, how many ended how
 * @param open how many have no ending
 * @param doubles what came more than once
 * @param broken promises that were not kept, in words
 */
public record Judgement(
    Map<Way, Map<ReceiptState, Integer>> endings, int open, Doubles doubles, List<String> broken) {

  /** How many ended so, by all ways together. */
  public int count(ReceiptState state) {
    return endings.values().stream().mapToInt(of -> of.getOrDefault(state, 0)).sum();
  }
}
