package renewals.producer.nonce;

import java.security.SecureRandom;

/**
 * Nonces and the minutes of their signatures in plain arrays: as an object each they would take
 * more than twice the memory, and the collector would go through all of them again and again. What
 * is forgotten stays in its place until room is needed. Not thread-safe.
 */
final class NonceTable {

  private static final int LEAST_SLOTS = 16;

  /** Of a new table half is free, and of a full one still a quarter. */
  private static final int SLOTS_FOR_ONE = 2;

  /** Nobody outside can choose nonces that fall into the same slots. */
  private static final long SPREAD = new SecureRandom().nextLong() | 1;

  /** Of each slot the two halves of an id. */
  private long[] ids = new long[2 * LEAST_SLOTS];

  /** Of each slot the minute; 0: it is free. */
  private int[] minutes = new int[LEAST_SLOTS];

  private int taken;

  /**
   * Whether a nonce is there.
   *
   * @param oldest what is of an earlier minute is forgotten; above 0
   */
  boolean contains(NonceId id, int oldest) {
    return minutes[slotOf(id)] >= oldest;
  }

  /** Adds a nonce; false where it is there already, whatever its minute. */
  boolean add(NonceId id, int minute, int oldest) {
    int slot = slotOf(id);
    if (minutes[slot] >= oldest) {
      return false;
    }
    if (minutes[slot] == 0) {
      taken++;
    }
    put(slot, id.high(), id.low(), minute);
    if (4L * taken > 3L * minutes.length) {
      rebuild(oldest);
    }
    return true;
  }

  /** Gives back the room of what is forgotten, if there is any. */
  void sweep(int oldest) {
    for (int minute : minutes) {
      if (minute > 0 && minute < oldest) {
        rebuild(oldest);
        return;
      }
    }
  }

  private void rebuild(int oldest) {
    long[] oldIds = ids;
    int[] oldMinutes = minutes;
    taken = 0;
    for (int minute : oldMinutes) {
      taken += minute >= oldest ? 1 : 0;
    }
    int slots = Math.max(LEAST_SLOTS, SLOTS_FOR_ONE * taken);
    ids = new long[2 * slots];
    minutes = new int[slots];
    for (int old = 0; old < oldMinutes.length; old++) {
      if (oldMinutes[old] >= oldest) {
        long high = oldIds[2 * old];
        long low = oldIds[2 * old + 1];
        put(slotOf(high, low), high, low, oldMinutes[old]);
      }
    }
  }

  private void put(int slot, long high, long low, int minute) {
    ids[2 * slot] = high;
    ids[2 * slot + 1] = low;
    minutes[slot] = minute;
  }

  private int slotOf(NonceId id) {
    return slotOf(id.high(), id.low());
  }

  /** Where it lies, or would lie. */
  private int slotOf(long high, long low) {
    int slot = (int) Math.unsignedMultiplyHigh(low * SPREAD, minutes.length);
    while (minutes[slot] != 0 && (ids[2 * slot] != high || ids[2 * slot + 1] != low)) {
      slot = slot + 1 == minutes.length ? 0 : slot + 1;
    }
    return slot;
  }
}
