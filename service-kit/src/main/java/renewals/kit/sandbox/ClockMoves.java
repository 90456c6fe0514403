package renewals.kit.sandbox;

import java.util.Arrays;

/**
 * By how much a sandbox's clock is ahead of the wall's, and since when: each move adds to it what
 * the clock was moved on by. Before the first move it is ahead by as much as since.
 *
 * @param since when each move was appended, in epoch milliseconds of the wall, ascending
 * @param ahead by how much the clock is ahead from then on, in milliseconds, ascending; negative
 *     where it is behind
 */
@SuppressWarnings("ArrayRecordComponent") // never changed, never compared
record ClockMoves(long[] since, long[] ahead) {

  static final ClockMoves NONE = new ClockMoves(new long[0], new long[0]);

  /**
   * With one more. It never sets the clock back: one that would changes nothing, and one whose
   * stamp is before the last one's, as a broker's clock was set back, counts from that one on.
   */
  ClockMoves with(long appendedAt, long aheadBy) {
    int count = since.length;
    long[] moreSince = Arrays.copyOf(since, count + 1);
    long[] moreAhead = Arrays.copyOf(ahead, count + 1);
    moreSince[count] = count == 0 ? appendedAt : Math.max(appendedAt, since[count - 1]);
    moreAhead[count] = count == 0 ? aheadBy : Math.max(aheadBy, ahead[count - 1]);
    return new ClockMoves(moreSince, moreAhead);
  }

  /** What a sandbox's clock says at a moment of the wall's, both in epoch milliseconds. */
  long at(long wall) {
    if (since.length == 0) {
      return wall;
    }
    int place = Arrays.binarySearch(since, wall);
    // of several moves in one millisecond the last one counts
    int last = place >= 0 ? lastOf(place) : Math.max(0, -place - 2);
    return wall + ahead[last];
  }

  private int lastOf(int place) {
    int last = place;
    while (last + 1 < since.length && since[last + 1] == since[place]) {
      last++;
    }
    return last;
  }

  int count() {
    return since.length;
  }
}
