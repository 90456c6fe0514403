package renewals.notifier.domain;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a sender says of one try.
 *
 * @param notBefore the receiver asked not to be tried again before
 */
public record Answer(
    int attempt, Outcome outcome, @Nullable String reason, @Nullable Instant notBefore) {

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
