package renewals.stack.replay;

/**
 * What a replay did.
 *
 * @param reason of the letters
 * @param replayed how many went back
 * @param left how many did not come from an input topic, and stay
 */
public record ReplayResult(String reason, int replayed, int left) {

  static ReplayResult none(String reason) {
    return new ReplayResult(reason, 0, 0);
  }

  ReplayResult plus(ReplayResult other) {
    return new ReplayResult(reason, replayed + other.replayed, left + other.left);
  }

  /** One line for people. */
  @Override
  public String toString() {
    return "%s: %d sent back, %d left".formatted(reason, replayed, left);
  }
}
