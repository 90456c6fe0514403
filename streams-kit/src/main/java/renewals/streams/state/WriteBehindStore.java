package renewals.streams.state;

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
 * <p>Its task writes, queries read beside it: each call is under one lock, and no query sees half
 * of a write. A disk that refuses fails the call, and nothing is held that isn't in the changelog.
 */
public final class WriteBehindStore implements KeyValueStore<Bytes, byte[]> {

  /** Of its memory, what it may take in addition to know which keys lie on disk. */
  private static final int FILTER_SHARE = 16;

  private final KeyValueStore<Bytes, byte[]> disk;
  private final KeysOnDisk onDisk;

  private final Position position = Position.emptyPosition();

  /** What is not on disk yet. */
  private final NewestEntries newest;

  /**
   * A store in front of one on disk.
   *
   * @param mostBytes how much memory may be used, 0 to write everything at once
   */
  public WriteBehindStore(KeyValueStore<Bytes, byte[]> disk, long mostBytes) {
    this.disk = disk;
    this.newest = new NewestEntries(mostBytes);
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
    long held = newest.find(key);
    if (held != NewestEntries.NOWHERE) {
      return newest.value(held);
    }
    return onDisk.lacks(key) ? null : disk.get(key);
  }

  @Override
  public synchronized void put(Bytes key, byte @Nullable [] value) {
    onDisk.beforeWrite();
    if (!newest.fits(key, value)) {
      onDisk.add(key);
      disk.put(key, value);
      newest.remove(key);
      return;
    }
    while (!newest.hasRoom(key, value)) {
      // First: where the disk refuses, nothing may be held that did not get into the changelog.
      writeEldest();
    }
    newest.put(key, value);
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

  /**
   * Empty: what the disk knows says nothing of what is in memory, and nobody asks with a bound.
   * Kafka Streams asks at each write, and the disk's would be copied each time.
   */
  @Override
  public Position getPosition() {
    return position;
  }

  /** The store on disk, with everything. */
  private synchronized KeyValueStore<Bytes, byte[]> whole() {
    while (!newest.isEmpty()) {
      writeEldest();
    }
    return disk;
  }

  /** Makes room. */
  private void writeEldest() {
    List<KeyValue<Bytes, byte[]>> batch = newest.eldest();
    batch.forEach(entry -> onDisk.add(entry.key));
    if (!batch.isEmpty()) {
      disk.putAll(batch);
    }
    newest.dropEldest();
  }
}
