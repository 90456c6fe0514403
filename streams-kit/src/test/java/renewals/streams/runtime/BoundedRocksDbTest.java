package renewals.streams.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.WriteOptions;

class BoundedRocksDbTest {

  private static final int VALUE_BYTES = 1_000;

  @TempDir Path folder;

  private final Deque<Store> stores = new ArrayDeque<>();

  /** A database opened as Kafka Streams opens a store. */
  private record Store(
      String name, RocksDB db, Options options, BoundedRocksDb setter, WriteOptions unlogged) {

    void write(int entries, long seed) throws RocksDBException {
      Random random = new Random(seed);
      byte[] value = new byte[VALUE_BYTES];
      for (int entry = 0; entry < entries; entry++) {
        random.nextBytes(value);
        db.put(unlogged, ByteBuffer.allocate(Long.BYTES).putLong(random.nextLong()).array(), value);
      }
    }

    /** How often it wrote to disk what it held, if nothing was merged meanwhile. */
    int files() throws RocksDBException {
      return Integer.parseInt(db.getProperty("rocksdb.num-files-at-level0"));
    }
  }

  private Store open(int number) throws Exception {
    String name = "store-" + number;
    Options options =
        new Options()
            .setCreateIfMissing(true)
            .setTableFormatConfig(new BlockBasedTableConfig())
            .setDisableAutoCompactions(true);
    BoundedRocksDb setter = new BoundedRocksDb();
    setter.setConfig(name, options, Map.of());
    RocksDB db = RocksDB.open(options, Files.createDirectory(folder.resolve(name)).toString());
    Store store = new Store(name, db, options, setter, new WriteOptions().setDisableWAL(true));
    stores.push(store);
    return store;
  }

  @AfterEach
  void close() {
    while (!stores.isEmpty()) {
      Store store = stores.pop();
      store.db().close();
      store.setter().close(store.name(), store.options());
      store.unlogged().close();
      store.options().close();
    }
  }

  @Test
  @DisplayName("what sixty idle stores hold in memory makes no other store flush its few writes")
  void idleStoresTakeNothingFromOthers() throws Exception {
    for (int number = 1; number <= 60; number++) {
      open(number).write(2_000, number);
    }

    Store busy = open(61);
    busy.write(1_000, 61);

    assertThat(busy.files()).isZero();
  }

  @Test
  @DisplayName("all stores together hold no more in write buffers than the cache has room for")
  void boundedTogether() throws Exception {
    long most = 0;
    for (int number = 1; number <= 60; number++) {
      most += open(number).options().writeBufferSize();
    }

    assertThat(most).isLessThanOrEqualTo(256L << 20);
  }

  @Test
  @DisplayName("a store that is closed leaves its part to the next one")
  void closedStoresDoNotCount() throws Exception {
    for (int number = 1; number <= 60; number++) {
      open(number);
    }
    long late = open(61).options().writeBufferSize();
    close();

    assertThat(open(62).options().writeBufferSize()).isGreaterThan(late);
  }
}
