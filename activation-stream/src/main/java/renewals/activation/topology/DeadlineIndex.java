package renewals.activation.topology;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * What falls due, in order of time: key the moment in epoch milliseconds (8 bytes, big-endian) and
 * the key of what it is due for, a renewal's case or a card; no value.
 *
 * <p>A case that has a deadline always has an entry that is not later than it; an entry that proves
 * early is put back at the case's next deadline. So a case costs one entry, whatever happens to it.
 *
 * <p>Below the low-water mark there is nothing any more. Scans begin there, since RocksDB would
 * step over every entry that was ever deleted before.
 */
final class DeadlineIndex {

  private static final byte[] PRESENT = {1};

  private final KeyValueStore<byte[], byte[]> store;
  private long lowWater;

  DeadlineIndex(KeyValueStore<byte[], byte[]> store) {
    this.store = store;
  }

  /** An entry: look at the case or card then. */
  record Entry(long at, String subject) implements Comparable<Entry> {
    @Override
    public int compareTo(Entry other) {
      int byTime = Long.compare(at, other.at);
      return byTime != 0 ? byTime : subject.compareTo(other.subject);
    }
  }

  void arm(long at, String subject) {
    long notNegative = Math.max(0, at);
    store.put(key(notNegative, subject), PRESENT);
    lowWater = Math.min(lowWater, notNegative);
  }

  /** Takes out the earliest entries that are not later than {@code upTo}, at most {@code most}. */
  List<Entry> takeDue(long upTo, int most) {
    if (upTo < lowWater) {
      return List.of();
    }
    List<Entry> due = new ArrayList<>();
    boolean all = true;
    try (KeyValueIterator<byte[], byte[]> entries =
        store.range(moment(lowWater), moment(upTo + 1))) {
      while (entries.hasNext()) {
        Entry entry = entry(entries.next().key);
        if (entry.at() > upTo) {
          break;
        }
        if (due.size() == most) {
          all = false;
          break;
        }
        due.add(entry);
      }
    }
    for (Entry entry : due) {
      store.delete(key(entry.at(), entry.subject()));
    }
    lowWater = all ? upTo + 1 : due.getLast().at();
    return due;
  }

  /** The entries behind one, not later than {@code upTo}, at most {@code most}; they stay. */
  List<Entry> behind(Entry passed, long upTo, int most) {
    List<Entry> behind = new ArrayList<>();
    byte[] from =
        passed.at() < lowWater ? moment(lowWater) : after(key(passed.at(), passed.subject()));
    byte[] to = moment(upTo + 1);
    if (Arrays.compareUnsigned(from, to) >= 0) {
      return behind;
    }
    try (KeyValueIterator<byte[], byte[]> entries = store.range(from, to)) {
      while (entries.hasNext() && behind.size() < most) {
        Entry entry = entry(entries.next().key);
        if (entry.at() > upTo) {
          break;
        }
        behind.add(entry);
      }
    }
    return behind;
  }

  /** The next possible key. */
  private static byte[] after(byte[] key) {
    return Arrays.copyOf(key, key.length + 1);
  }

  private static byte[] moment(long at) {
    return ByteBuffer.allocate(Long.BYTES).putLong(at).array();
  }

  private static byte[] key(long at, String subject) {
    byte[] id = subject.getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.allocate(Long.BYTES + id.length).putLong(at).put(id).array();
  }

  private static Entry entry(byte[] key) {
    return new Entry(
        ByteBuffer.wrap(key).getLong(),
        new String(key, Long.BYTES, key.length - Long.BYTES, StandardCharsets.UTF_8));
  }
}
