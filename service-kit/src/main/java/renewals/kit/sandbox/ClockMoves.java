package renewals.kit.sandbox;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * By how much a sandbox's clock is ahead of the wall's, and since when: each move adds to it what
 * the clock was moved on by. Before the first move it is ahead by as much as since.
 *
 * <p>A move is two records. The first announces it; once that can be read the second makes it. The
 * move is in force from the millisecond after the second one's stamp. So whoever asks for the moves
 * after that sees the first one at least, and waits for the second: all go by the same, however
 * long the broker takes between a stamp and letting it be read.
 *
 * @param since from when each move is in force, in epoch milliseconds of the wall, ascending
 * @param ahead by how much the clock is ahead from then on, in milliseconds, ascending; negative
 *     where it is behind
 * @param isAnnounced whether one more is announced, and neither made nor called off
 */
@SuppressWarnings("ArrayRecordComponent") // never changed, never compared
record ClockMoves(long[] since, long[] ahead, boolean isAnnounced) {

  static final ClockMoves NONE = new ClockMoves(new long[0], new long[0], false);

  /**
   * With what one more record says. A move never sets the clock back: one that would changes
   * nothing, and one whose stamp is before the last one's, as the broker's clock was set back,
   * counts from that one on.
   *
   * @param stamp when it was appended, in epoch milliseconds of the wall
   * @param value what {@link Said} writes
   * @throws IllegalArgumentException it is neither of those
   */
  ClockMoves with(long stamp, byte @Nullable [] value) {
    String said = new String(Objects.requireNonNull(value, "what is said of a move"), US_ASCII);
    return switch (said) {
      case Said.ANNOUNCED -> new ClockMoves(since, ahead, true);
      case Said.CALLED_OFF -> new ClockMoves(since, ahead, false);
      default -> inForce(stamp + 1, Long.parseLong(said) - stamp - 1);
    };
  }

  ClockMoves inForce(long from, long aheadBy) {
    int count = since.length;
    long[] moreSince = Arrays.copyOf(since, count + 1);
    long[] moreAhead = Arrays.copyOf(ahead, count + 1);
    moreSince[count] = count == 0 ? from : Math.max(from, since[count - 1]);
    moreAhead[count] = count == 0 ? aheadBy : Math.max(aheadBy, ahead[count - 1]);
    return new ClockMoves(moreSince, moreAhead, false);
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

  /** What records say of moves. */
  static final class Said {

    private static final String ANNOUNCED = "announced";
    private static final String CALLED_OFF = "called off";

    private Said() {}

    /** A move is about to be made. */
    static byte[] announced() {
      return ANNOUNCED.getBytes(US_ASCII);
    }

    /**
     * The move is made.
     *
     * @param target what the clock says when it is in force, in epoch milliseconds
     */
    static byte[] made(long target) {
      return String.valueOf(target).getBytes(US_ASCII);
    }

    /** What was announced, if anything, will not be made. */
    static byte[] calledOff() {
      return CALLED_OFF.getBytes(US_ASCII);
    }
  }

  int count() {
    return since.length;
  }
}
