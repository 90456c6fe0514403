package renewals.notifier.domain;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a sender answers of one try.
 *
 * @param pause the receiver asked not to be tried again for so long
 */
public record Answer(
    int attempt, Outcome outcome, @Nullable String reason, @Nullable Duration pause) {

  /** How a try ended. */
  public enum Outcome {
    DELIVERED,
    /** May succeed another time. */
    FAILED,
    /** Will never succeed. */
    REFUSED,
    /** Was not tried: the sender had no room for it. */
    DEFERRED
  }
}
