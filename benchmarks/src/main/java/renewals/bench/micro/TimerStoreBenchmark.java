package renewals.bench.micro;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import renewals.bench.run.RunFolder;
import renewals.streams.runtime.BoundedRocksDb;
import renewals.streams.timer.TimerStore;

/** What a tick asks of the timers, in RocksDB as it is configured, with so many open cases. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class TimerStoreBenchmark {

  private static final int DUE = 1_000;
  private static final int MOST = 5_000;
  private static final long FAR = Duration.ofDays(1).toMillis();
  private static final long SPREAD = Duration.ofDays(13).toMillis();

  @Param({"50000", "5000000"})
  private int open;

  private long now = 1_000_000;
  private @Nullable Path folder;
  private @Nullable KeyValueStore<byte[], byte[]> store;
  private @Nullable TimerStore timers;

  /** Entries of all open cases, none of them due. */
  @Setup
  public void fill() throws IOException {
    Path made = Files.createTempDirectory("renewals-index");
    Properties properties = new Properties();
    properties.put(StreamsConfig.APPLICATION_ID_CONFIG, "index");
    properties.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "127.0.0.1:1");
    properties.put(StreamsConfig.ROCKSDB_CONFIG_SETTER_CLASS_CONFIG, BoundedRocksDb.class);
    MockProcessorContext<Void, Void> context =
        new MockProcessorContext<>(
            properties, new org.apache.kafka.streams.processor.TaskId(0, 0), made.toFile());
    KeyValueStore<byte[], byte[]> opened =
        Stores.keyValueStoreBuilder(
                Stores.persistentKeyValueStore("deadlines"), Serdes.ByteArray(), Serdes.ByteArray())
            .withLoggingDisabled()
            .withCachingDisabled()
            .build();
    StateStore root = opened;
    opened.init(context.getStateStoreContext(), root);
    TimerStore filled = new TimerStore(opened);
    for (int i = 0; i < open; i++) {
      filled.schedule(now + FAR + SPREAD * i / open, "R-20261101-" + i);
    }
    if (!filled.pollDue(now, MOST).isEmpty()) {
      throw new IllegalStateException("some are due already");
    }
    folder = made;
    store = opened;
    timers = filled;
  }

  /** The cases that fall due in the next tick. */
  @Setup(Level.Invocation)
  public void schedule() {
    now++;
    for (int i = 0; i < DUE; i++) {
      timers().schedule(now, "D-" + i);
    }
  }

  @Benchmark
  public int tickWithThousandDue() {
    return timers().pollDue(now, MOST).size();
  }

  @TearDown
  public void delete() {
    if (store != null) {
      store.close();
    }
    if (folder != null) {
      RunFolder.delete(folder);
    }
  }

  private TimerStore timers() {
    if (timers == null) {
      throw new IllegalStateException("not filled");
    }
    return timers;
  }
}
