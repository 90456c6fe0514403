package renewals.activation.estimate.model;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Whether a merchant is told that his time has changed (rules, "When will it be usable"). */
public final class ReestimatePolicy {

  private static final Duration LEAST = Duration.ofMinutes(10);

  private ReestimatePolicy() {}

  /**
   * Only if {@code by} moves, either way, by more than a quarter of the time left and at least ten
   * minutes; or if there is none any more, or one again.
   *
   * @param quoted the {@code by} that he was told last, null if he was told that there is none
   * @param current the {@code by} of now, null if there is none
   */
  public static boolean isDue(Instant now, @Nullable Instant quoted, @Nullable Instant current) {
    if (quoted == null || current == null) {
      return (quoted == null) != (current == null);
    }
    Duration moved = Duration.between(quoted, current).abs();
    Duration left = Duration.between(now, quoted);
    return moved.compareTo(LEAST) >= 0 && moved.multipliedBy(4).compareTo(left) > 0;
  }
}
