package renewals.streams.state;

import java.util.Arrays;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * Says of most keys that a store on disk has not that it has not, without asking it: a key that is
 * new is looked for once, and to learn from RocksDB that it is new costs more than the rules do.
 *
 * <p>A filter of one word a key, four bits of it. What lies on disk at the beginning is learnt bit
 * by bit, beside the writes; until all of it is known nothing is said. A key that is deleted stays
 * in it, and with more keys than it has room for it says less; it never denies a key that is there.
 * For one thread at a time.
 */
final class KeysOnDisk {

  /** So many writes for each look at what lies on disk. */
  private static final int WRITES_A_LOOK = 64;

  private static final int KEYS_A_LOOK = 1_024;
  private static final int MOST_WORDS = 1 << 20;
  private static final int LEAST_WORDS = 1 << 6;
  private static final long MIX = 0x9E37_79B9_7F4A_7C15L;
  private static final int BITS_OF_A_PLACE = 6;

  private final KeyValueStore<Bytes, byte[]> disk;
  private final long[] words;
  private int writes;
  private @Nullable Bytes reached;
  private boolean complete;

  /**
   * Knows nothing yet.
   *
   * @param mostBytes how much memory may be used, at least 512 bytes and at most 8 MiB
   */
  KeysOnDisk(KeyValueStore<Bytes, byte[]> disk, long mostBytes) {
    this.disk = disk;
    long most = Math.clamp(mostBytes / Long.BYTES, LEAST_WORDS, MOST_WORDS);
    this.words = new long[(int) Long.highestOneBit(most)];
  }

  /**
   * A write is about to be made, so the store is whole on disk but for what is held: nothing is
   * restored into it any more.
   */
  void beforeWrite() {
    if (!complete && writes++ % WRITES_A_LOOK == 0) {
      look();
    }
  }

  private void look() {
    int left = KEYS_A_LOOK;
    try (KeyValueIterator<Bytes, byte[]> stored = disk.range(reached, null)) {
      while (stored.hasNext() && left > 0) {
        Bytes key = stored.next().key;
        add(key);
        reached = key;
        left--;
      }
      complete = !stored.hasNext();
    }
  }

  /** A key goes to disk. */
  void add(Bytes key) {
    long hash = hash(key);
    words[place(hash)] |= bits(hash);
  }

  /** Whether the store on disk surely has nothing under a key. */
  boolean lacks(Bytes key) {
    if (!complete) {
      return false;
    }
    long hash = hash(key);
    long bits = bits(hash);
    return (words[place(hash)] & bits) != bits;
  }

  /** From now on somebody else may write to disk. */
  void forget() {
    Arrays.fill(words, 0);
    reached = null;
    writes = 0;
    complete = false;
  }

  private static long hash(Bytes key) {
    long hash = key.hashCode() * MIX;
    return (hash ^ (hash >>> 32)) * MIX;
  }

  private int place(long hash) {
    return (int) (hash >>> 40) & (words.length - 1);
  }

  private static long bits(long hash) {
    return 1L << hash
        | 1L << (hash >>> BITS_OF_A_PLACE)
        | 1L << (hash >>> (2 * BITS_OF_A_PLACE))
        | 1L << (hash >>> (3 * BITS_OF_A_PLACE));
  }
}
