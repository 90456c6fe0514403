package renewals.producer.nonce;

import java.time.Duration;
import java.util.Arrays;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * What of the topic still matters: the nonces of the last quarter of an hour. A minute's nonces are
 * forgotten together. They lie in many tables, so that no claim waits for long while one of them
 * grows. Not thread-safe.
 */
final class UsedNonces {

  /** How long a nonce is kept after its signature was made. */
  static final Duration KEPT = Duration.ofMinutes(15);

  private static final long MINUTE = 60;
  private static final int TABLE_BITS = 6;

  private final NonceTable[] tables = new NonceTable[1 << TABLE_BITS];
  private final NavigableMap<Integer, Integer> countOfMinute = new TreeMap<>();

  /** What is of an earlier minute is forgotten, and granted to nobody any more. */
  private int oldest;

  private int size;
  private int nextToSweep;

  /**
   * None yet.
   *
   * @param now epoch seconds: what was signed a quarter of an hour before may have been used
   */
  UsedNonces(long now) {
    this.oldest = oldestAt(now);
    Arrays.setAll(tables, ignored -> new NonceTable());
  }

  /**
   * Takes note of a claim; whether it was the nonce's first. Of what is forgotten nobody knows: a
   * clock that was put back may have made it fresh again.
   */
  boolean add(NonceClaim claim) {
    int minute = minuteOf(claim.created());
    boolean first = minute >= oldest && tableOf(claim.id()).add(claim.id(), minute, oldest);
    if (first) {
      countOfMinute.merge(minute, 1, Integer::sum);
      size++;
    }
    return first;
  }

  /** Whether a nonce has been claimed, whenever its signature was made. */
  boolean contains(NonceId id) {
    return tableOf(id).contains(id, oldest);
  }

  /** Forgets what was signed too long ago, and each time gives back the room in one table. */
  void forgetBefore(long now) {
    oldest = Math.max(oldest, oldestAt(now));
    NavigableMap<Integer, Integer> old = countOfMinute.headMap(oldest, false);
    size -= old.values().stream().mapToInt(Integer::intValue).sum();
    old.clear();
    tables[nextToSweep].sweep(oldest);
    nextToSweep = (nextToSweep + 1) % tables.length;
  }

  int size() {
    return size;
  }

  private static int oldestAt(long now) {
    return minuteOf(now - KEPT.toSeconds());
  }

  /** Above 0. */
  private static int minuteOf(long epochSecond) {
    return Math.toIntExact(Math.max(0, epochSecond) / MINUTE) + 1;
  }

  private NonceTable tableOf(NonceId id) {
    return tables[(int) (id.high() >>> (Long.SIZE - TABLE_BITS))];
  }
}
