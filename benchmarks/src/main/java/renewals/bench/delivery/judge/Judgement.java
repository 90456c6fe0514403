package renewals.bench.delivery.judge;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
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

  /** Together with that of other notices of the same run, told by other ways. */
  public Judgement and(Judgement beside) {
    Map<Way, Map<ReceiptState, Integer>> both = new EnumMap<>(Way.class);
    both.putAll(endings);
    both.putAll(beside.endings);
    List<String> words = Stream.concat(broken.stream(), beside.broken.stream()).toList();
    return new Judgement(both, open + beside.open, doubles.and(beside.doubles), words);
  }

  /** How many there are, ended or not. */
  public int notices() {
    return open
        + endings.values().stream()
            .flatMap(of -> of.values().stream())
            .mapToInt(Integer::intValue)
            .sum();
  }

  /** How many ended so, by all ways together. */
  public int count(ReceiptState state) {
    return endings.values().stream().mapToInt(of -> of.getOrDefault(state, 0)).sum();
  }
}
