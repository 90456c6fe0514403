package renewals.activation.estimate.stream;

import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import renewals.streams.state.StateStores;

/** The state stores of processing times: what each key and value is stands with who uses it. */
public final class EstimateStores {

  /** What a partition has learnt of processing times: {@link ProcessingTimeRecorder}. */
  public static final String LEARNT = "learnt-times";

  /** What all partitions have learnt, on every instance: {@link GlobalTimes}. */
  public static final String TIMES = "processing-times";

  private EstimateStores() {}

  /** Makes a partition's. */
  public static StoreBuilder<KeyValueStore<String, byte[]>> learnt() {
    return StateStores.onDisk(LEARNT, Serdes.String());
  }

  /** Makes that of all: some kB a carrier, channel and partition. */
  public static StoreBuilder<KeyValueStore<String, byte[]>> times() {
    return StateStores.global(TIMES, Serdes.String());
  }
}
