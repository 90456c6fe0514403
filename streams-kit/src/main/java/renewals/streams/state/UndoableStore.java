package renewals.streams.state;

import java.util.List;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/** A store that reports each write before it is made. */
final class UndoableStore<K, V> extends ForwardingStore<K, V> {

  /** Called with the key and the store that are about to be written. */
  interface BeforeWrite {
    <K, V> void before(KeyValueStore<K, V> store, K key);
  }

  private final BeforeWrite log;

  UndoableStore(KeyValueStore<K, V> store, BeforeWrite log) {
    super(store);
    this.log = log;
  }

  @Override
  public void put(K key, @Nullable V value) {
    log.before(store(), key);
    super.put(key, value);
  }

  @Override
  public @Nullable V putIfAbsent(K key, @Nullable V value) {
    log.before(store(), key);
    return super.putIfAbsent(key, value);
  }

  @Override
  public void putAll(List<KeyValue<K, V>> entries) {
    entries.forEach(entry -> put(entry.key, entry.value));
  }

  @Override
  public @Nullable V delete(K key) {
    log.before(store(), key);
    return super.delete(key);
  }
}
