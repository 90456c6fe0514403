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

  /** What is of an earlier minute is forgotten. */
  private int oldest = 1;

  private int size;
  private int nextToSweep;

  UsedNonces() {
    Arrays.setAll(tables, ignored -> new NonceTable());
  }

  /** Takes note of a claim; whether it was the nonce's first. */
  boolean add(NonceClaim claim) {
    int minute = minuteOf(claim.created());
    // where the clock was put back
    oldest = Math.min(oldest, minute);
    boolean first = tableOf(claim.id()).add(claim.id(), minute, oldest);
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

  /** Forgets what can't be claimed any more, and each time gives back the room in one table. */
  void forgetBefore(long now) {
    oldest = minuteOf(now - KEPT.toSeconds());
    NavigableMap<Integer, Integer> old = countOfMinute.headMap(oldest, false);
    size -= old.values().stream().mapToInt(Integer::intValue).sum();
    old.clear();
    tables[nextToSweep].sweep(oldest);
    nextToSweep = (nextToSweep + 1) % tables.length;
  }

  int size() {
    return size;
  }

  /** Above 0. */
  private static int minuteOf(long epochSecond) {
    return Math.toIntExact(Math.max(0, epochSecond) / MINUTE) + 1;
  }

  private NonceTable tableOf(NonceId id) {
    return tables[(int) (id.high() >>> (Long.SIZE - TABLE_BITS))];
  }
}
