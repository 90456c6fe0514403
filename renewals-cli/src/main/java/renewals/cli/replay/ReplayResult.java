package renewals.cli.replay;

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
 * @param refused how many of inputs stay, by why
 * @param doubled how many were second letters of a record that went back already
 */
public record ReplayResult(
    String reason,
    int replayed,
    SortedMap<String, Integer> left,
    SortedMap<String, Integer> refused,
    int doubled) {

  static ReplayResult none(String reason) {
    return new ReplayResult(reason, 0, new TreeMap<>(), new TreeMap<>(), 0);
  }

  ReplayResult plus(ReplayResult other) {
    return new ReplayResult(
        reason,
        replayed + other.replayed,
        sum(left, other.left),
        sum(refused, other.refused),
        doubled + other.doubled);
  }

  private static SortedMap<String, Integer> sum(
      SortedMap<String, Integer> one, SortedMap<String, Integer> other) {
    TreeMap<String, Integer> both = new TreeMap<>(one);
    other.forEach((what, count) -> both.merge(what, count, Integer::sum));
    return both;
  }

  /** How many stay, whatever the cause. */
  public int leftOrRefused() {
    return all(left) + all(refused);
  }

  /** One line for people. */
  @Override
  public String toString() {
    return said("sent back");
  }

  /** Likewise, of a replay that sends nothing. */
  public String ofDryRun() {
    return said("would be sent back");
  }

  private String said(String done) {
    String line = "%s: %d %s, %d left".formatted(reason, replayed, done, all(left));
    String why =
        left.isEmpty()
            ? ""
            : " (%s; only inputs are sent back, docs/operations.md says what then)"
                .formatted(listed(left, "%d of %s"));
    String refusals =
        refused.isEmpty()
            ? ""
            : ", %d refused (%s)".formatted(all(refused), listed(refused, "%d %s"));
    return line
        + why
        + refusals
        + (doubled == 0 ? "" : ", %d doubled and not sent again".formatted(doubled));
  }

  private static int all(SortedMap<String, Integer> counts) {
    return counts.values().stream().mapToInt(Integer::intValue).sum();
  }

  private static String listed(SortedMap<String, Integer> counts, String form) {
    return counts.entrySet().stream()
        .map((Map.Entry<String, Integer> one) -> form.formatted(one.getValue(), one.getKey()))
        .collect(Collectors.joining(", "));
  }
}
