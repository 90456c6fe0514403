package renewals.activation.topology;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import renewals.activation.codec.Original;
import renewals.activation.codec.OriginalFormat;

/**
 * Records that cannot be read while the registry is away, and all that came after them for the same
 * key: key a running number (8 bytes, big-endian), value the original record.
 */
final class ParkedRecords {

  private final KeyValueStore<byte[], byte[]> store;
  private final OriginalFormat format = new OriginalFormat();
  private final Map<Bytes, Integer> countByKey = new HashMap<>();
  private long next;

  ParkedRecords(KeyValueStore<byte[], byte[]> store) {
    this.store = store;
    try (KeyValueIterator<byte[], byte[]> all = store.all()) {
      while (all.hasNext()) {
        KeyValue<byte[], byte[]> entry = all.next();
        countByKey.merge(keyOf(format.readOriginal(entry.value)), 1, Integer::sum);
        next = Math.max(next, ByteBuffer.wrap(entry.key).getLong() + 1);
      }
    }
  }

  /** One parked record, and where it lies. */
  record Parked(long number, Original original) {}

  boolean isEmpty() {
    return countByKey.isEmpty();
  }

  /** Whether a record of that key waits, so that a later one has to wait behind it. */
  boolean holds(byte[] key) {
    return !countByKey.isEmpty() && countByKey.containsKey(Bytes.wrap(key));
  }

  void park(Original original) {
    store.put(number(next++), format.write(original));
    countByKey.merge(keyOf(original), 1, Integer::sum);
  }

  /** The first records, in order of arrival. */
  List<Parked> first(int most) {
    List<Parked> parked = new ArrayList<>();
    try (KeyValueIterator<byte[], byte[]> all = store.all()) {
      while (all.hasNext() && parked.size() < most) {
        KeyValue<byte[], byte[]> entry = all.next();
        parked.add(
            new Parked(ByteBuffer.wrap(entry.key).getLong(), format.readOriginal(entry.value)));
      }
    }
    return parked;
  }

  void release(Parked parked) {
    store.delete(number(parked.number()));
    countByKey.computeIfPresent(
        keyOf(parked.original()), (key, count) -> count > 1 ? count - 1 : null);
  }

  static Bytes keyOf(Original original) {
    byte[] key = original.key();
    return Bytes.wrap(key == null ? new byte[0] : key);
  }

  private static byte[] number(long number) {
    return ByteBuffer.allocate(Long.BYTES).putLong(number).array();
  }
}
