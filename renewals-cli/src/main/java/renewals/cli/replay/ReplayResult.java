package renewals.cli.replay;

import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What a replay did.
 *
 * @param reason of the letters
 * @param replayed how many went back
 * @param left how many stay, by the topic that they name: they are of no input, and only inputs are
 *     sent back
 * @param doubled how many were second letters of a record that went back already
 */
public record ReplayResult(
    String reason, int replayed, SortedMap<String, Integer> left, int doubled) {

  static ReplayResult none(String reason) {
    return new ReplayResult(reason, 0, new TreeMap<>(), 0);
  }

  /** Of letters of which some are left. */
  static ReplayResult of(String reason, int replayed, List<DeadLetter> left, int doubled) {
    TreeMap<String, Integer> byTopic = new TreeMap<>();
    left.forEach(letter -> byTopic.merge(letter.topic(), 1, Integer::sum));
    return new ReplayResult(reason, replayed, byTopic, doubled);
  }

  ReplayResult plus(ReplayResult other) {
    TreeMap<String, Integer> both = new TreeMap<>(left);
    other.left.forEach((topic, count) -> both.merge(topic, count, Integer::sum));
    return new ReplayResult(reason, replayed + other.replayed, both, doubled + other.doubled);
  }

  /** One line for people. */
  @Override
  public String toString() {
    int all = left.values().stream().mapToInt(Integer::intValue).sum();
    String line = "%s: %d sent back, %d left".formatted(reason, replayed, all);
    String why =
        left.isEmpty()
            ? ""
            : " (%s; only inputs are sent back, docs/operations.md says what then)"
                .formatted(topics());
    return line + why + (doubled == 0 ? "" : ", %d doubled and not sent again".formatted(doubled));
  }

  private String topics() {
    return left.entrySet().stream()
        .map((Map.Entry<String, Integer> one) -> one.getValue() + " of " + one.getKey())
        .collect(Collectors.joining(", "));
  }
}
