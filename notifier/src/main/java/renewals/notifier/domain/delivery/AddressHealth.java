package renewals.notifier.domain.delivery;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How an address is doing at which a notice has failed, and none has been delivered since.
 *
 * @param mark of the address
 * @param failingSince the first failure of an unbroken run of them
 * @param failedLast the latest
 * @param pausedAt since when it is paused; null while it is still tried
 * @param probedAt when it was tried last though it was paused; null where it wasn't yet
 */
public record AddressHealth(
    String mark,
    Instant failingSince,
    Instant failedLast,
    @Nullable Instant pausedAt,
    @Nullable Instant probedAt) {

  /** Failures further apart say nothing of the time between: more than the longest pause. */
  private static final Duration LONGEST_GAP = Duration.ofDays(2);

  /**
   * After another failure.
   *
   * @param before what was known of the channel's address; null for nothing
   * @param mark of the address that failed
   */
  static AddressHealth failed(@Nullable AddressHealth before, String mark, Instant at) {
    if (before == null
        || !before.mark.equals(mark)
        || (!before.isPaused() && before.failedLast.plus(LONGEST_GAP).isBefore(at))) {
      return new AddressHealth(mark, at, at, null, null);
    }
    return new AddressHealth(mark, before.failingSince, at, before.pausedAt, before.probedAt);
  }

  /** Whether nothing is sent there but to see whether it works again. */
  public boolean isPaused() {
    return pausedAt != null;
  }

  /** How long it has failed. */
  Duration failing() {
    return Duration.between(failingSince, failedLast);
  }

  /** The same, paused. */
  AddressHealth paused(Instant at) {
    return new AddressHealth(mark, failingSince, failedLast, at, at);
  }

  /** The same, tried to see whether it works again. */
  AddressHealth probed(Instant at) {
    return new AddressHealth(mark, failingSince, failedLast, pausedAt, at);
  }
}
