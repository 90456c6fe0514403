package renewals.streams.routing;

import java.util.Arrays;
import renewals.streams.routing.Routed.RemoteWatermark;

/**
 * The watermarks of all partitions, as they were sent to one of them, or to one of another topic:
 * everything that belongs to it and was appended before the least of them is here, wherever it was
 * read. For one thread.
 */
public final class RemoteWatermarks {

  private final long[] watermark;

  /**
   * No watermark has come yet.
   *
   * @param own the partition that receives them; its own watermark it knows otherwise
   */
  public RemoteWatermarks(int partitions, int own) {
    this(partitions);
    if (own < partitions) {
      watermark[own] = Long.MAX_VALUE;
    }
  }

  /** No watermark has come yet, for one that gets those of all partitions. */
  public RemoteWatermarks(int partitions) {
    watermark = new long[partitions];
    Arrays.fill(watermark, Long.MIN_VALUE);
  }

  /** Another partition's watermark came. */
  public void take(RemoteWatermark remote) {
    watermark[remote.from()] = Math.max(watermark[remote.from()], remote.watermark());
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
