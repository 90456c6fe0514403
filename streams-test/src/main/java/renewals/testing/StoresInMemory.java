package renewals.testing;

import java.util.Map;
import java.util.Properties;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.state.RocksDBConfigSetter;
import org.rocksdb.Env;
import org.rocksdb.Options;
import org.rocksdb.RocksMemEnv;

/**
 * The files of RocksDB in memory, for graphs on the test driver. It flushes every store after every
 * record, so on a disk most of a test's time goes into files that nobody reads again.
 */
public final class StoresInMemory implements AutoCloseable {

  private static final String NAME = StoresInMemory.class.getName();

  private final Env env = new RocksMemEnv(Env.getDefault());

  /** Has the stores of a driver that is made with these properties lie here. */
  public void hold(Properties properties) {
    properties.put(NAME, env);
    properties.put(StreamsConfig.ROCKSDB_CONFIG_SETTER_CLASS_CONFIG, Files.class);
  }

  /** Frees the memory; the driver has been closed before. */
  @Override
  public void close() {
    env.close();
  }

  /** What Kafka Streams asks for each store. */
  public static final class Files implements RocksDBConfigSetter {

    @Override
    public void setConfig(String store, Options options, Map<String, Object> configs) {
      options.setEnv((Env) configs.get(NAME));
    }

    @Override
    public void close(String store, Options options) {
      // the files outlive the store: they end with the driver
    }
  }
}
