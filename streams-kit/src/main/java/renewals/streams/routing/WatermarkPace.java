package renewals.streams.routing;

import java.time.Duration;

/**
 * Which watermarks are told to other partitions: those that are a step ahead of the last one told.
 * So one that leaps on is told at once, as where the clock of a sandbox was moved.
 */
public final class WatermarkPace {

  private final long stepMs;
  private long next = Long.MIN_VALUE + 1;

  /**
   * None has been told yet.
   *
   * @param step how far apart they are, at least
   */
  public WatermarkPace(Duration step) {
    stepMs = step.toMillis();
  }

  /**
   * Whether a watermark is to be told; then it counts as told.
   *
   * @param watermark in epoch milliseconds, {@link Long#MIN_VALUE} while it is not known
   */
  public boolean tells(long watermark) {
    if (watermark < next) {
      return false;
    }
    next = watermark + stepMs;
    return true;
  }
}
