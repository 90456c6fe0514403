package renewals.activation.config;

import java.util.Map;
import org.apache.kafka.streams.state.RocksDBConfigSetter;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.BloomFilter;
import org.rocksdb.Cache;
import org.rocksdb.LRUCache;
import org.rocksdb.Options;
import org.rocksdb.WriteBufferManager;

/**
 * RocksDB with its memory bounded over all stores of the process, and filters that also answer for
 * the last level: a first arrival is always a miss, and must not cost a read.
 */
public final class BoundedRocksDb implements RocksDBConfigSetter {

  private static final long BLOCK_CACHE_BYTES = 256L << 20;
  private static final long WRITE_BUFFERS_BYTES = 128L << 20;
  private static final int BLOOM_BITS = 10;

  /** Share of a write buffer for a filter of its own, so that a miss does not search it. */
  private static final double MEMTABLE_FILTER = 0.05;

  private static final Cache CACHE = new LRUCache(BLOCK_CACHE_BYTES);
  private static final WriteBufferManager WRITE_BUFFERS =
      new WriteBufferManager(WRITE_BUFFERS_BYTES, CACHE);

  @Override
  public void setConfig(String storeName, Options options, Map<String, Object> configs) {
    BlockBasedTableConfig table = (BlockBasedTableConfig) options.tableFormatConfig();
    table.setBlockCache(CACHE);
    table.setCacheIndexAndFilterBlocks(true);
    table.setPinL0FilterAndIndexBlocksInCache(true);
    table.setFilterPolicy(new BloomFilter(BLOOM_BITS));
    options.setTableFormatConfig(table);
    options.setWriteBufferManager(WRITE_BUFFERS);
    options.setMemtablePrefixBloomSizeRatio(MEMTABLE_FILTER);
    options.setMemtableWholeKeyFiltering(true);
    options.setOptimizeFiltersForHits(false);
  }

  @Override
  public void close(String storeName, Options options) {
    // The cache and the write buffers are shared by all stores and live as long as the process.
  }
}
