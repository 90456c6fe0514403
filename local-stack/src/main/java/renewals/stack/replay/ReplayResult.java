package renewals.stack.replay;

/**
 * What a replay did.
 *
 * @param reason of the letters
 * @param replayed how many went back
 * @param left how many did not come from an input topic, and stay
 * @param doubled how many were second letters of a record that went back already
 */
public record ReplayResult(String reason, int replayed, int left, int doubled) {

  static ReplayResult none(String reason) {
    return new ReplayResult(reason, 0, 0, 0);
  }

  ReplayResult plus(ReplayResult other) {
    return new ReplayResult(
        reason, replayed + other.replayed, left + other.left, doubled + other.doubled);
  }

  /** One line for people. */
  @Override
  public String toString() {
    String line = "%s: %d sent back, %d left".formatted(reason, replayed, left);
    return doubled == 0 ? line : "%s, %d doubled and not sent again".formatted(line, doubled);
  }
}
