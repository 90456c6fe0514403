package renewals.streams.state;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.jspecify.annotations.Nullable;

/**
 * What was written last to a store, in the order of writing, as bytes in a few arrays with an index
 * of numbers: however many entries it holds, a collector finds nothing in it to follow or to move.
 *
 * <p>Entries are written one behind the other into segments. One that is written again stays where
 * it was, and counts no more. To make room, the eldest segment is taken out as a whole. For one
 * thread at a time.
 *
 * <p>Long because segments and index are one: each address of the index is a place in a segment.
 */
final class NewestEntries {

  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);

  /** Before an entry: the hash of its key, the length of its key, that of its value. */
  private static final int HEADER_BYTES = 3 * Integer.BYTES;

  private static final int KEY_LENGTH = Integer.BYTES;
  private static final int VALUE_LENGTH = 2 * Integer.BYTES;

  /** The length of the value of a key that is deleted. */
  private static final int DELETED = -1;

  private static final int MOST_SEGMENTS_OF_LITTLE = 16;
  private static final int SMALL_SEGMENT = 4 << 10;
  private static final int MOST_SEGMENT = 1 << 24;

  /** Of the memory, a place of the index for so many bytes. */
  private static final int BYTES_A_PLACE = 64;

  private static final int LEAST_PLACES = 8;
  private static final int MOST_PLACES = 1 << 24;
  private static final long MIX = 0x9E37_79B9_7F4A_7C15L;

  /** A place of the index: the upper bits of the hash, and the address and 1, or 0 for nothing. */
  private static final int TAG_SHIFT = 40;

  private static final long ADDRESS = (1L << TAG_SHIFT) - 1;
  private static final int SEGMENT_SHIFT = 24;
  static final int NOWHERE = -1;

  private final int mostPlaces;
  private final int segmentBytes;
  private final List<byte[]> segments = new ArrayList<>();

  /** By segment, how much of it is written. */
  private final int[] filled;

  private long[] places = new long[1];
  private int eldest;
  private int used;
  private int size;

  /**
   * Empty, and without any memory before the first entry.
   *
   * @param mostBytes how much memory it may use, its index included
   */
  NewestEntries(long mostBytes) {
    mostPlaces = (int) Long.highestOneBit(clamp(mostBytes / BYTES_A_PLACE, MOST_PLACES));
    long data = Math.max(0, mostBytes - (long) mostPlaces * Long.BYTES);
    long segment =
        Math.min(
            MOST_SEGMENT,
            Math.max(data / MOST_SEGMENTS_OF_LITTLE, Math.min(data / 2, SMALL_SEGMENT)));
    segmentBytes = (int) segment;
    filled = new int[segment == 0 ? 0 : Math.toIntExact(data / segment)];
  }

  private static long clamp(long places, int most) {
    return Math.clamp(places, LEAST_PLACES, most);
  }

  /** Whether an entry can be held at all. */
  boolean fits(Bytes key, byte @Nullable [] value) {
    return bytesOf(key, value) <= segmentBytes;
  }

  /** Whether an entry can be held beside all that are. */
  boolean hasRoom(Bytes key, byte @Nullable [] value) {
    return size < mostPlaces / 4 * 3
        && (used < filled.length || filled[newest()] + bytesOf(key, value) <= segmentBytes);
  }

  /** Adds an entry that there is room for; what its key had before counts no more. */
  void put(Bytes key, byte @Nullable [] value) {
    long bytes = bytesOf(key, value);
    if (used == 0 || filled[newest()] + bytes > segmentBytes) {
      begin();
    }
    int segment = newest();
    int at = filled[segment];
    byte[] to = segments.get(segment);
    byte[] name = key.get();
    INT.set(to, at, key.hashCode());
    INT.set(to, at + KEY_LENGTH, name.length);
    INT.set(to, at + VALUE_LENGTH, value == null ? DELETED : value.length);
    System.arraycopy(name, 0, to, at + HEADER_BYTES, name.length);
    if (value != null) {
      System.arraycopy(value, 0, to, at + HEADER_BYTES + name.length, value.length);
    }
    filled[segment] = at + (int) bytes;
    long hash = mixed(key.hashCode());
    int place = placeOf(hash, key);
    if (place == NOWHERE) {
      place = freePlace(hash);
      size++;
    }
    places[place] = (hash & ~ADDRESS) | (address(segment, at) + 1);
  }

  private void begin() {
    if (places.length == 1) {
      places = new long[mostPlaces];
    }
    used++;
    int segment = newest();
    if (segment == segments.size()) {
      segments.add(new byte[segmentBytes]);
    }
    filled[segment] = 0;
  }

  /** Where the entry of a key is; {@link #NOWHERE} if it is not held. */
  long find(Bytes key) {
    int place = placeOf(mixed(key.hashCode()), key);
    return place == NOWHERE ? NOWHERE : addressAt(place);
  }

  /** Takes an entry out. */
  void remove(Bytes key) {
    int place = placeOf(mixed(key.hashCode()), key);
    if (place != NOWHERE) {
      free(place);
    }
  }

  /** Those of the entries that count that were written longest ago; none only if all is empty. */
  List<KeyValue<Bytes, byte[]>> eldest() {
    List<KeyValue<Bytes, byte[]>> entries = new ArrayList<>();
    byte[] from = segments.get(eldest);
    for (int at = 0; at < filled[eldest]; at += bytesAt(from, at)) {
      long address = address(eldest, at);
      if (placeOf(mixed(intAt(from, at)), address) != NOWHERE) {
        entries.add(KeyValue.pair(Bytes.wrap(key(from, at)), value(address)));
      }
    }
    return entries;
  }

  /** Takes these out. */
  void dropEldest() {
    byte[] from = segments.get(eldest);
    for (int at = 0; at < filled[eldest]; at += bytesAt(from, at)) {
      int place = placeOf(mixed(intAt(from, at)), address(eldest, at));
      if (place != NOWHERE) {
        free(place);
      }
    }
    filled[eldest] = 0;
    eldest = (eldest + 1) % filled.length;
    used--;
  }

  /** Whether nothing is written. */
  boolean isEmpty() {
    return used == 0;
  }

  /** How many entries count. */
  int size() {
    return size;
  }

  /** Takes everything out, and gives its memory back. */
  void clear() {
    segments.clear();
    Arrays.fill(filled, 0);
    places = new long[1];
    eldest = 0;
    used = 0;
    size = 0;
  }

  private int newest() {
    return (eldest + used - 1) % filled.length;
  }

  private static int intAt(byte[] from, int at) {
    return (int) INT.get(from, at);
  }

  private static long bytesOf(Bytes key, byte @Nullable [] value) {
    return (long) HEADER_BYTES + key.get().length + (value == null ? 0 : value.length);
  }

  private static int bytesAt(byte[] from, int at) {
    return HEADER_BYTES
        + intAt(from, at + KEY_LENGTH)
        + Math.max(0, intAt(from, at + VALUE_LENGTH));
  }

  private static byte[] key(byte[] from, int at) {
    int start = at + HEADER_BYTES;
    return Arrays.copyOfRange(from, start, start + intAt(from, at + KEY_LENGTH));
  }

  /** The value of the entry that is there; null if its key is deleted. */
  byte @Nullable [] value(long address) {
    byte[] from = segments.get(segmentOf(address));
    int at = offsetOf(address);
    int length = intAt(from, at + VALUE_LENGTH);
    int start = at + HEADER_BYTES + intAt(from, at + KEY_LENGTH);
    return length == DELETED ? null : Arrays.copyOfRange(from, start, start + length);
  }

  private boolean hasKey(long address, byte[] key) {
    byte[] from = segments.get(segmentOf(address));
    int at = offsetOf(address);
    int start = at + HEADER_BYTES;
    int length = intAt(from, at + KEY_LENGTH);
    return Arrays.equals(from, start, start + length, key, 0, key.length);
  }

  private static long address(int segment, int offset) {
    return ((long) segment << SEGMENT_SHIFT) | offset;
  }

  private static int segmentOf(long address) {
    return (int) (address >>> SEGMENT_SHIFT);
  }

  private static int offsetOf(long address) {
    return (int) address & (MOST_SEGMENT - 1);
  }

  private static long mixed(int hash) {
    long mixed = hash * MIX;
    return (mixed ^ (mixed >>> 32)) * MIX;
  }

  /** Where the search for a hash begins; its tag tells, so that it can be told of each place. */
  private int homeOf(long tagged) {
    return (int) (tagged >>> TAG_SHIFT) & (places.length - 1);
  }

  private int after(int place) {
    return (place + 1) & (places.length - 1);
  }

  private int distance(int from, int to) {
    return (to - from) & (places.length - 1);
  }

  private long addressAt(int place) {
    return (places[place] & ADDRESS) - 1;
  }

  private int placeOf(long hash, Bytes key) {
    for (int place = homeOf(hash); places[place] != 0; place = after(place)) {
      if (((places[place] ^ hash) >>> TAG_SHIFT) == 0 && hasKey(addressAt(place), key.get())) {
        return place;
      }
    }
    return NOWHERE;
  }

  private int placeOf(long hash, long address) {
    for (int place = homeOf(hash); places[place] != 0; place = after(place)) {
      if (addressAt(place) == address) {
        return place;
      }
    }
    return NOWHERE;
  }

  private int freePlace(long hash) {
    int place = homeOf(hash);
    while (places[place] != 0) {
      place = after(place);
    }
    return place;
  }

  /** Empties a place, and moves up what lies behind it only because it was taken. */
  private void free(int place) {
    int hole = place;
    for (int next = after(hole); places[next] != 0; next = after(next)) {
      if (distance(homeOf(places[next]), next) >= distance(hole, next)) {
        places[hole] = places[next];
        hole = next;
      }
    }
    places[hole] = 0;
    size--;
  }
}
