package renewals.streams.routing;

import java.util.Arrays;
import renewals.streams.routing.Routed.RemoteWatermark;

/**
 * How far all partitions have read, as one of them was told, or one of another topic: until then
 * everything that belongs to it is here, wherever it was read. For one thread.
 */
public final class RemoteWatermarks {

  private final long[] watermark;

  /**
   * Nobody has told anything yet.
   *
   * @param own the partition that is told; of itself it knows otherwise
   */
  public RemoteWatermarks(int partitions, int own) {
    this(partitions);
    if (own < partitions) {
      watermark[own] = Long.MAX_VALUE;
    }
  }

  /** Nobody has told anything yet to one that is told by all, and knows nothing otherwise. */
  public RemoteWatermarks(int partitions) {
    watermark = new long[partitions];
    Arrays.fill(watermark, Long.MIN_VALUE);
  }

  /** Another partition tells something. */
  public void take(RemoteWatermark mark) {
    watermark[mark.from()] = Math.max(watermark[mark.from()], mark.watermark());
  }

  /** The moment up to which the others have read, in epoch milliseconds. */
  public long watermark() {
    long least = Long.MAX_VALUE;
    for (long one : watermark) {
      least = Math.min(least, one);
    }
    return least;
  }
}
