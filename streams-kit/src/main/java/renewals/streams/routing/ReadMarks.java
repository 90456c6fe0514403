package renewals.streams.routing;

import java.util.Arrays;
import renewals.streams.routing.Routed.ReadMark;

/**
 * How far all partitions have read, as one of them was told, or one of another topic: until then
 * everything that belongs to it is here, wherever it was read. For one thread.
 */
public final class ReadMarks {

  private final long[] readUpTo;

  /**
   * Nobody has told anything yet.
   *
   * @param own the partition that is told; of itself it knows otherwise
   */
  public ReadMarks(int partitions, int own) {
    this(partitions);
    if (own < partitions) {
      readUpTo[own] = Long.MAX_VALUE;
    }
  }

  /** Nobody has told anything yet to one that is told by all, and knows nothing otherwise. */
  public ReadMarks(int partitions) {
    readUpTo = new long[partitions];
    Arrays.fill(readUpTo, Long.MIN_VALUE);
  }

  /** Another partition tells something. */
  public void take(ReadMark mark) {
    readUpTo[mark.from()] = Math.max(readUpTo[mark.from()], mark.readUpTo());
  }

  /** The moment up to which the others have read, in epoch milliseconds. */
  public long readByAll() {
    long least = Long.MAX_VALUE;
    for (long one : readUpTo) {
      least = Math.min(least, one);
    }
    return least;
  }
}
