package renewals.notifier.topology;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;
import renewals.notifier.codec.state.HeldState;
import renewals.notifier.topology.store.Keys;
import renewals.streams.record.SourceRecord;

/**
 * Records that cannot be read yet, and those of the same merchant behind them, each merchant's in
 * order of arrival.
 */
final class Parking {

  private final KeyValueStore<Bytes, byte[]> store;

  /** Spares a look into the store for each record while nothing is parked. */
  private boolean maybeOccupied = true;

  /** Where the next retry begins, null for the start. */
  private @Nullable Bytes cursor;

  Parking(KeyValueStore<Bytes, byte[]> store) {
    this.store = store;
  }

  /** Whether earlier records of the same merchant are parked, so that this one must wait too. */
  boolean isBefore(SourceRecord record) {
    byte[] key = record.key();
    return maybeOccupied && key != null && lastOrder(key) >= 0;
  }

  void park(SourceRecord record) {
    byte[] key = Objects.requireNonNull(record.key(), "records without a key are never parked");
    store.put(Keys.entry(key, lastOrder(key) + 1, ""), HeldState.write(record));
    maybeOccupied = true;
  }

  /**
   * Offers parked records again, each merchant's in order, at most {@code most}. Stops at the first
   * that still cannot be read and begins behind its merchant next time, so that none holds up the
   * others for ever.
   *
   * @param handle whether the record could be read
   */
  void retry(int most, Predicate<SourceRecord> handle) {
    if (!maybeOccupied) {
      return;
    }
    List<KeyValue<Bytes, byte[]>> batch = batch(cursor, most);
    if (batch.isEmpty() && cursor != null) {
      batch = batch(null, most);
    }
    cursor = null;
    maybeOccupied = !batch.isEmpty();
    for (KeyValue<Bytes, byte[]> entry : batch) {
      if (!handle.test(HeldState.read(entry.value))) {
        cursor = Keys.last(Keys.ownerOf(entry.key));
        return;
      }
      store.delete(entry.key);
    }
  }

  private List<KeyValue<Bytes, byte[]>> batch(@Nullable Bytes from, int most) {
    List<KeyValue<Bytes, byte[]>> batch = new ArrayList<>();
    try (KeyValueIterator<Bytes, byte[]> entries = store.range(from, null)) {
      while (entries.hasNext() && batch.size() < most) {
        batch.add(entries.next());
      }
    }
    return batch;
  }

  private long lastOrder(byte[] owner) {
    try (KeyValueIterator<Bytes, byte[]> entries =
        store.reverseRange(Keys.first(owner), Keys.last(owner))) {
      if (!entries.hasNext()) {
        return -1;
      }
      Bytes found = entries.next().key;
      return Arrays.equals(Keys.ownerOf(found), owner) ? Keys.orderOf(found) : -1;
    }
  }
}
