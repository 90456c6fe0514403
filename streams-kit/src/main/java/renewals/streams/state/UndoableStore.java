package renewals.streams.state;

import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.StateStoreContext;
import org.apache.kafka.streams.query.Position;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/** A store that reports each write before it is made. */
final class UndoableStore<K, V> implements KeyValueStore<K, V> {

  /** Called with the key and the store that are about to be written. */
  interface BeforeWrite {
    <K, V> void before(KeyValueStore<K, V> store, K key);
  }

  private final KeyValueStore<K, V> store;
  private final BeforeWrite log;

  UndoableStore(KeyValueStore<K, V> store, BeforeWrite log) {
    this.store = store;
    this.log = log;
  }

  @Override
  public @Nullable V get(K key) {
    return store.get(key);
  }

  @Override
  public void put(K key, @Nullable V value) {
    log.before(store, key);
    store.put(key, value);
  }

  @Override
  public @Nullable V putIfAbsent(K key, @Nullable V value) {
    log.before(store, key);
    return store.putIfAbsent(key, value);
  }

  @Override
  public void putAll(List<KeyValue<K, V>> entries) {
    entries.forEach(entry -> put(entry.key, entry.value));
  }

  @Override
  public @Nullable V delete(K key) {
    log.before(store, key);
    return store.delete(key);
  }

  @Override
  public KeyValueIterator<K, V> range(@Nullable K from, @Nullable K to) {
    return store.range(from, to);
  }

  @Override
  public KeyValueIterator<K, V> reverseRange(@Nullable K from, @Nullable K to) {
    return store.reverseRange(from, to);
  }

  @Override
  public KeyValueIterator<K, V> all() {
    return store.all();
  }

  @Override
  public KeyValueIterator<K, V> reverseAll() {
    return store.reverseAll();
  }

  @Override
  public <S extends Serializer<P>, P> KeyValueIterator<K, V> prefixScan(P prefix, S serializer) {
    return store.prefixScan(prefix, serializer);
  }

  @Override
  public long approximateNumEntries() {
    return store.approximateNumEntries();
  }

  @Override
  public String name() {
    return store.name();
  }

  @Override
  public void init(StateStoreContext context, StateStore root) {
    store.init(context, root);
  }

  @Override
  public void commit(Map<TopicPartition, Long> changelogOffsets) {
    store.commit(changelogOffsets);
  }

  @Override
  public void close() {
    store.close();
  }

  @Override
  public boolean persistent() {
    return store.persistent();
  }

  @Override
  public boolean isOpen() {
    return store.isOpen();
  }

  @Override
  public Position getPosition() {
    return store.getPosition();
  }
}
