package renewals.streams.state;

import java.util.Map;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.state.KeyValueBytesStoreSupplier;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/**
 * The kinds of state store: values are bytes, and all but global ones have a changelog, so that
 * what a commit holds outlives the instance. Their tasks write them, each its own; queries read
 * beside.
 */
public final class StateStores {

  private StateStores() {}

  /** On disk, without a record cache: for what is written about once a key. */
  public static <K> StoreBuilder<KeyValueStore<K, byte[]>> onDisk(String name, Serde<K> keys) {
    return logged(PositionlessStore.over(disk(name)), keys).withCachingDisabled();
  }

  /**
   * On disk, what changed last in memory ({@link WriteBehindStore}): for what changes several times
   * soon.
   *
   * @param mostBytes how much memory a partition may use for it
   */
  public static StoreBuilder<KeyValueStore<String, byte[]>> writeBehind(
      String name, long mostBytes) {
    return logged(WriteBehindStore.over(disk(name), mostBytes), Serdes.String())
        .withCachingDisabled();
  }

  /** On disk, with a record cache: many writes of a key in one commit are one changelog record. */
  public static <K> StoreBuilder<KeyValueStore<K, byte[]>> cached(String name, Serde<K> keys) {
    return logged(disk(name), keys).withCachingEnabled();
  }

  /** In memory: for so little that a database of its own is too much. */
  public static <K> StoreBuilder<KeyValueStore<K, byte[]>> inMemory(String name, Serde<K> keys) {
    return logged(Stores.inMemoryKeyValueStore(name), keys).withCachingDisabled();
  }

  /**
   * A global store, whose topic is its changelog, in memory: Kafka 4.4.0 does not start again over
   * a global store on disk that was open when its process was killed (KAFKA-21034).
   */
  public static <K> StoreBuilder<KeyValueStore<K, byte[]>> global(String name, Serde<K> keys) {
    return Stores.keyValueStoreBuilder(Stores.inMemoryKeyValueStore(name), keys, Serdes.ByteArray())
        .withCachingDisabled()
        .withLoggingDisabled();
  }

  private static KeyValueBytesStoreSupplier disk(String name) {
    return Stores.persistentKeyValueStore(name);
  }

  private static <K> StoreBuilder<KeyValueStore<K, byte[]>> logged(
      KeyValueBytesStoreSupplier bytes, Serde<K> keys) {
    return Stores.keyValueStoreBuilder(bytes, keys, Serdes.ByteArray())
        .withLoggingEnabled(Map.of());
  }
}
