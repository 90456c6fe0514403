package renewals.notifier.domain.delivery;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a sender answers of one try.
 *
 * @param pause the receiver asked not to be tried again for so long
 * @param reference by which a gateway reports; where the outcome is an end, what it has reported by
 */
public record Answer(
    int attempt,
    Outcome outcome,
    @Nullable String reason,
    @Nullable Duration pause,
    @Nullable String reference) {

  /** How a try ended. */
  public enum Outcome {
    DELIVERED,
    /** May succeed another time. */
    FAILED,
    /** Will never succeed. */
    REFUSED,
    /** Was not tried: the sender had no room for it. */
    DEFERRED,
    /** A gateway took it and will report; it may have taken it where there is no reference. */
    ACCEPTED
  }

  /** Whether the receiver, or a gateway, has it. */
  boolean isTaken() {
    return outcome == Outcome.DELIVERED || outcome == Outcome.ACCEPTED;
  }
}
