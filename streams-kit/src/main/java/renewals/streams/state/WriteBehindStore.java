package renewals.streams.state;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.StateStoreContext;
import org.apache.kafka.streams.query.Position;
import org.apache.kafka.streams.state.KeyValueBytesStoreSupplier;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * A store on disk whose newest entries are in memory only, until they have to make room for others:
 * what is written several times before that is written to disk once, and many entries in one batch.
 *
 * <p>Nothing is less safe for it. The changelog lies in front of this store and gets each write as
 * it is made. Under exactly-once, Kafka Streams makes use of what is on disk only if it has called
 * {@link #commit} before it closed or handed over the store, and then everything is on disk; what
 * an instance that was killed had on disk is deleted at its next start ({@link
 * renewals.streams.runtime.UncleanShutdownMarker}) and restored from the changelog. Restoring
 * writes to disk past this store, and happens only before its first write or after a commit, when
 * it holds nothing.
 *
 * <p>Long because it has each method of a store.
 */
public final class WriteBehindStore implements KeyValueStore<Bytes, byte[]> {

  /** What a map and its objects need for an entry, beside the bytes of key and value. */
  private static final int ENTRY_BYTES = 160;

  /** How many batches are in memory when it is full: one is written at a time. */
  private static final int BATCHES = 16;

  /** Of its memory, what it may take in addition to know which keys lie on disk. */
  private static final int FILTER_SHARE = 16;

  /** Held in place of a value whose key is deleted. */
  private static final byte[] DELETED = {};

  private final KeyValueStore<Bytes, byte[]> disk;
  private final long mostBytes;
  private final long batchBytes;
  private final KeysOnDisk onDisk;

  /** What is not on disk yet, what was written or read last at its end. */
  private final Map<Bytes, byte[]> newest = new LinkedHashMap<>(1024, 0.75f, true);

  private long heldBytes;

  /**
   * A store in front of one on disk.
   *
   * @param mostBytes how much memory may be used, 0 to write everything at once
   */
  public WriteBehindStore(KeyValueStore<Bytes, byte[]> disk, long mostBytes) {
    this.disk = disk;
    this.mostBytes = mostBytes;
    this.batchBytes = Math.max(1, mostBytes / BATCHES);
    this.onDisk = new KeysOnDisk(disk, mostBytes / FILTER_SHARE);
  }

  /** Makes such stores over those of another supplier. */
  public static KeyValueBytesStoreSupplier over(KeyValueBytesStoreSupplier disk, long mostBytes) {
    return new KeyValueBytesStoreSupplier() {
      @Override
      public String name() {
        return disk.name();
      }

      @Override
      public KeyValueStore<Bytes, byte[]> get() {
        return new WriteBehindStore(disk.get(), mostBytes);
      }

      @Override
      public String metricsScope() {
        return disk.metricsScope();
      }
    };
  }

  @Override
  public synchronized byte @Nullable [] get(Bytes key) {
    byte[] held = newest.get(key);
    if (held != null) {
      return valueOf(held);
    }
    return onDisk.lacks(key) ? null : disk.get(key);
  }

  @Override
  public synchronized void put(Bytes key, byte @Nullable [] value) {
    byte[] written = value == null ? DELETED : value;
    long size = size(key, written);
    onDisk.beforeWrite();
    if (heldBytes + size > mostBytes) {
      // First: where the disk refuses, nothing may be held that did not get into the changelog.
      writeEldest(mostBytes - batchBytes - size);
    }
    if (size > mostBytes) {
      onDisk.add(key);
      disk.put(key, value);
    } else {
      byte[] before = newest.put(key, written);
      heldBytes += size - (before == null ? 0 : size(key, before));
    }
  }

  @Override
  public synchronized byte @Nullable [] putIfAbsent(Bytes key, byte @Nullable [] value) {
    byte[] present = get(key);
    if (present == null) {
      put(key, value);
    }
    return present;
  }

  @Override
  public void putAll(List<KeyValue<Bytes, byte[]>> entries) {
    entries.forEach(entry -> put(entry.key, entry.value));
  }

  @Override
  public synchronized byte @Nullable [] delete(Bytes key) {
    byte[] deleted = get(key);
    put(key, null);
    return deleted;
  }

  @Override
  public synchronized KeyValueIterator<Bytes, byte[]> range(Bytes from, Bytes to) {
    return whole().range(from, to);
  }

  @Override
  public synchronized KeyValueIterator<Bytes, byte[]> reverseRange(Bytes from, Bytes to) {
    return whole().reverseRange(from, to);
  }

  @Override
  public synchronized KeyValueIterator<Bytes, byte[]> all() {
    return whole().all();
  }

  @Override
  public synchronized KeyValueIterator<Bytes, byte[]> reverseAll() {
    return whole().reverseAll();
  }

  @Override
  public synchronized <S extends Serializer<P>, P> KeyValueIterator<Bytes, byte[]> prefixScan(
      P prefix, S serializer) {
    return whole().prefixScan(prefix, serializer);
  }

  /** Approximate: what is held and on disk too counts twice. */
  @Override
  public synchronized long approximateNumEntries() {
    return disk.approximateNumEntries() + newest.size();
  }

  @Override
  public void commit(Map<TopicPartition, Long> changelogOffsets) {
    whole().commit(changelogOffsets);
    synchronized (this) {
      onDisk.forget(); // what follows may be restored
    }
  }

  @Override
  public void init(StateStoreContext context, StateStore root) {
    disk.init(context, root);
  }

  /** What was not committed is gone: a task that is revived opens the same store again. */
  @Override
  public synchronized void close() {
    newest.clear();
    heldBytes = 0;
    onDisk.forget();
    disk.close();
  }

  @Override
  public String name() {
    return disk.name();
  }

  @Override
  public boolean persistent() {
    return disk.persistent();
  }

  @Override
  public boolean isOpen() {
    return disk.isOpen();
  }

  @Override
  @SuppressWarnings("deprecation") // a store that does is asked for it as long as others do not
  public boolean managesOffsets() {
    return disk.managesOffsets();
  }

  @Override
  public Long committedOffset(TopicPartition partition) {
    return disk.committedOffset(partition);
  }

  @Override
  public Position getPosition() {
    return disk.getPosition();
  }

  /** The store on disk, with everything. */
  private synchronized KeyValueStore<Bytes, byte[]> whole() {
    while (!newest.isEmpty()) {
      writeEldest(heldBytes - batchBytes);
    }
    return disk;
  }

  /** Writes, eldest first, until no more than so many bytes are held. */
  private void writeEldest(long rest) {
    List<KeyValue<Bytes, byte[]>> batch = new ArrayList<>();
    long left = heldBytes;
    for (Map.Entry<Bytes, byte[]> entry : newest.entrySet()) {
      if (left <= rest) {
        break;
      }
      onDisk.add(entry.getKey());
      batch.add(KeyValue.pair(entry.getKey(), valueOf(entry.getValue())));
      left -= size(entry.getKey(), entry.getValue());
    }
    disk.putAll(batch);
    Iterator<Bytes> eldest = newest.keySet().iterator();
    for (int n = 0; n < batch.size(); n++) {
      eldest.next();
      eldest.remove();
    }
    heldBytes = left;
  }

  @SuppressWarnings("ReferenceEquality") // an empty value is a value
  private static byte @Nullable [] valueOf(byte[] held) {
    return held == DELETED ? null : held;
  }

  private static int size(Bytes key, byte[] held) {
    return key.get().length + held.length + ENTRY_BYTES;
  }
}
