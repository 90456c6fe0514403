package renewals.streams.record;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeSet;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Records that cannot be judged yet, and all that came after them for the same key: key a running
 * number (8 bytes, big-endian), value the original record. Of one key the one appended first comes
 * first, whichever arrived first.
 *
 * <p>For the task that has the store. What is parked is in the changelog with the commit of the
 * step that parked it; a task that begins anew reads it all again. Where the judge throws, the step
 * fails as a whole: Kafka Streams begins it again with a task and a store of its own.
 */
public final class ParkedRecords {

  private final KeyValueStore<byte[], byte[]> store;
  private final SourceRecordFormat format = new SourceRecordFormat();
  private final Map<Bytes, SortedSet<Place>> byKey = new LinkedHashMap<>();
  private long next;
  private int size;

  public ParkedRecords(KeyValueStore<byte[], byte[]> store) {
    this.store = store;
    try (KeyValueIterator<byte[], byte[]> all = store.all()) {
      while (all.hasNext()) {
        KeyValue<byte[], byte[]> entry = all.next();
        long number = ByteBuffer.wrap(entry.key).getLong();
        note(number, format.read(entry.value));
        next = Math.max(next, number + 1);
      }
    }
  }

  private record Place(long appendedAt, long number) implements Comparable<Place> {
    @Override
    public int compareTo(Place other) {
      int byTime = Long.compare(appendedAt, other.appendedAt);
      return byTime != 0 ? byTime : Long.compare(number, other.number);
    }
  }

  /** When the first of them was appended, in epoch milliseconds; the last moment if none waits. */
  public long firstAppendedAt() {
    long first = Long.MAX_VALUE;
    for (SortedSet<Place> places : byKey.values()) {
      first = Math.min(first, places.first().appendedAt());
    }
    return first;
  }

  /** How many are parked. */
  public int size() {
    return size;
  }

  /** Judges a parked record; false where it still cannot be judged. */
  @FunctionalInterface
  public interface Judge {
    boolean judged(SourceRecord original);
  }

  /** Whether a record of that key waits, so that a later one has to wait behind it. */
  public boolean holds(byte[] key) {
    return !byKey.isEmpty() && byKey.containsKey(Bytes.wrap(key));
  }

  /** Whether a record has to wait behind a parked one of its key. */
  public boolean mustWait(SourceRecord original) {
    byte[] key = original.key();
    return key != null && !original.isOversized() && holds(key);
  }

  public void park(SourceRecord original) {
    long number = next++;
    store.put(key(number), format.write(original));
    note(number, original);
  }

  /**
   * Has parked records judged again, those of one key in the order of their append. A key whose
   * first record still cannot be judged goes behind the others.
   *
   * @param most how many are tried
   */
  public void tryAgain(int most, Judge judge) {
    int left = most;
    for (Bytes key : firstKeys(most)) {
      SortedSet<Place> places = Objects.requireNonNull(byKey.remove(key));
      while (!places.isEmpty() && left > 0) {
        left--;
        Place first = places.first();
        if (!judge.judged(original(first))) {
          break;
        }
        store.delete(key(first.number()));
        places.remove(first);
        size--;
      }
      if (!places.isEmpty()) {
        byKey.put(key, places);
      }
      if (left == 0) {
        return;
      }
    }
  }

  private List<Bytes> firstKeys(int most) {
    List<Bytes> keys = new ArrayList<>();
    Iterator<Bytes> all = byKey.keySet().iterator();
    while (all.hasNext() && keys.size() < most) {
      keys.add(all.next());
    }
    return keys;
  }

  private SourceRecord original(Place place) {
    return format.read(Objects.requireNonNull(store.get(key(place.number()))));
  }

  private void note(long number, SourceRecord original) {
    byte[] key = original.key();
    byKey
        .computeIfAbsent(Bytes.wrap(key == null ? new byte[0] : key), unseen -> new TreeSet<>())
        .add(new Place(original.appendedAt(), number));
    size++;
  }

  private static byte[] key(long number) {
    return ByteBuffer.allocate(Long.BYTES).putLong(number).array();
  }
}
