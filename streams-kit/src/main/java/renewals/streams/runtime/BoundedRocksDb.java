package renewals.streams.runtime;

import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.streams.state.RocksDBConfigSetter;
import org.jspecify.annotations.Nullable;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.BloomFilter;
import org.rocksdb.Cache;
import org.rocksdb.LRUCache;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.WriteBufferManager;
import renewals.kit.SettingException;

/**
 * RocksDB with its memory bounded over all stores of the process, and filters that also answer for
 * the last level: a first arrival is always a miss, and must not cost a read. Kafka makes an object
 * of it for each store.
 *
 * <p>Half of the memory is for write buffers. Each store has a part of its own: a common limit, as
 * a {@link WriteBufferManager} keeps, is used up by stores that are not written to any more, such
 * as those just restored, and then whichever is written to has to flush with nearly each write.
 *
 * <p>Stores are opened and closed by any stream thread; what they share is made once, and lives as
 * long as the process.
 */
public final class BoundedRocksDb implements RocksDBConfigSetter {

  /** Property: bytes of the block cache, write buffers included; of the process's first store. */
  public static final String CACHE_BYTES_CONFIG = "bounded.rocksdb.cache.bytes";

  private static final long BLOCK_CACHE_BYTES = 256L << 20;
  private static final long LEAST_BLOCK_CACHE_BYTES = 1L << 20;
  private static final long MOST_BLOCK_CACHE_BYTES = 1L << 40;
  private static final int BLOOM_BITS = 10;

  /** As many stores as a small instance has get equal parts; from then on each a smaller one. */
  private static final int FEW_STORES = 32;

  private static final long LEAST_WRITE_BUFFER_BYTES = 512L << 10;
  private static final long MOST_WRITE_BUFFER_BYTES = 16L << 20;

  /** So much that the common limit never makes a store flush. */
  private static final long NO_COMMON_LIMIT = 1L << 50;

  /** Share of a write buffer for a filter of its own, so that a miss does not search it. */
  private static final double MEMTABLE_FILTER = 0.05;

  private static final AtomicInteger OPEN_STORES = new AtomicInteger();

  private static @Nullable Memory shared;

  static {
    RocksDB.loadLibrary();
  }

  /** What all stores share, as long as the process lives. */
  private record Memory(Cache cache, WriteBufferManager writeBuffers, long bytes) {
    static Memory of(long bytes) {
      Cache cache = new LRUCache(bytes);
      // Only books the write buffers in the cache, which makes room for them.
      return new Memory(cache, new WriteBufferManager(NO_COMMON_LIMIT, cache), bytes);
    }

    /** Of the half for write buffers, the part of one more store. */
    long writeBuffer(int openStores) {
      long part = bytes / 2 / Math.max(FEW_STORES, openStores);
      return Math.clamp(part, LEAST_WRITE_BUFFER_BYTES, MOST_WRITE_BUFFER_BYTES);
    }
  }

  /**
   * Checks the bound that an operator gives.
   *
   * @throws SettingException it is no number of bytes from 1 MiB to 1 TiB
   */
  static void check(String given) {
    String expected =
        "a whole number of bytes from %d to %d"
            .formatted(LEAST_BLOCK_CACHE_BYTES, MOST_BLOCK_CACHE_BYTES);
    try {
      long bytes = Long.parseLong(given.strip());
      if (bytes >= LEAST_BLOCK_CACHE_BYTES && bytes <= MOST_BLOCK_CACHE_BYTES) {
        return;
      }
    } catch (NumberFormatException e) {
      throw new SettingException("kafka." + CACHE_BYTES_CONFIG, given, expected);
    }
    throw new SettingException("kafka." + CACHE_BYTES_CONFIG, given, expected);
  }

  private static synchronized Memory shared(Map<String, Object> configs) {
    Memory known = shared;
    if (known == null) {
      Object given = configs.get(CACHE_BYTES_CONFIG);
      known =
          Memory.of(given == null ? BLOCK_CACHE_BYTES : Long.parseLong(given.toString().strip()));
      shared = known;
    }
    return known;
  }

  @Override
  public void setConfig(String storeName, Options options, Map<String, Object> configs) {
    Memory memory = shared(configs);
    BlockBasedTableConfig table = (BlockBasedTableConfig) options.tableFormatConfig();
    table.setBlockCache(memory.cache());
    table.setCacheIndexAndFilterBlocks(true);
    table.setPinL0FilterAndIndexBlocksInCache(true);
    table.setFilterPolicy(new BloomFilter(BLOOM_BITS));
    options.setTableFormatConfig(table);
    options.setWriteBufferManager(memory.writeBuffers());
    options.setWriteBufferSize(memory.writeBuffer(OPEN_STORES.incrementAndGet()));
    options.setMemtablePrefixBloomSizeRatio(MEMTABLE_FILTER);
    options.setMemtableWholeKeyFiltering(true);
    options.setOptimizeFiltersForHits(false);
  }

  @Override
  public void close(String storeName, Options options) {
    // The cache is shared by all stores and lives as long as the process.
    OPEN_STORES.decrementAndGet();
  }
}
