package renewals.kit.sandbox;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * By how much a sandbox's clock is ahead of the wall's, and since when: each move adds to it what
 * the clock was moved on by. Before the first move it is ahead by as much as since.
 *
 * <p>A move is in force from {@link #LEAD_MS} after the broker stamped it: what bears that stamp or
 * a later one was appended when whoever asked for the moves already got this one, so all go by the
 * same.
 *
 * @param since from when each move is in force, in epoch milliseconds of the wall, ascending
 * @param ahead by how much the clock is ahead from then on, in milliseconds, ascending; negative
 *     where it is behind
 */
@SuppressWarnings("ArrayRecordComponent") // never changed, never compared
record ClockMoves(long[] since, long[] ahead) {

  /**
   * How long after its stamp a move is in force, in milliseconds: what is stamped can be read a
   * little later.
   */
  static final long LEAD_MS = 50;

  static final ClockMoves NONE = new ClockMoves(new long[0], new long[0]);

  /**
   * With one more. It never sets the clock back: one that would changes nothing, and one whose
   * stamp is before the last one's, as the broker's clock was set back, counts from that one on.
   *
   * @param stamp when it was appended, in epoch milliseconds of the wall
   */
  ClockMoves with(long stamp, Move move) {
    return inForce(stamp + LEAD_MS, move.target() - stamp - LEAD_MS);
  }

  ClockMoves inForce(long from, long aheadBy) {
    int count = since.length;
    long[] moreSince = Arrays.copyOf(since, count + 1);
    long[] moreAhead = Arrays.copyOf(ahead, count + 1);
    moreSince[count] = count == 0 ? from : Math.max(from, since[count - 1]);
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

  /**
   * What a move's record says.
   *
   * @param target what the clock says when it is in force, in epoch milliseconds
   */
  record Move(long target) {

    byte[] bytes() {
      return String.valueOf(target).getBytes(US_ASCII);
    }

    static Move of(byte @Nullable [] value) {
      return new Move(
          Long.parseLong(new String(Objects.requireNonNull(value, "a move"), US_ASCII)));
    }
  }

  int count() {
    return since.length;
  }
}
