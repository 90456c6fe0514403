package renewals.activation.carrier.stream;

import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;
import renewals.activation.carrier.codec.ReestimationScanFormat;
import renewals.activation.carrier.model.ReestimationScan;

/**
 * The re-estimation scan of a partition that is under way, if there is one. It survives a restart.
 */
public final class ReestimationScans {

  private static final String ONLY = "walk";

  private final KeyValueStore<String, byte[]> store;
  private final ReestimationScanFormat format = new ReestimationScanFormat();

  public ReestimationScans(KeyValueStore<String, byte[]> store) {
    this.store = store;
  }

  public @Nullable ReestimationScan find() {
    byte[] bytes = store.get(ONLY);
    return bytes == null ? null : format.read(bytes);
  }

  /** Has the renewals of a carrier looked at again. */
  public void join(String carrierId) {
    save(ReestimationScan.joined(find(), carrierId));
  }

  public void save(@Nullable ReestimationScan scan) {
    if (scan == null) {
      store.delete(ONLY);
    } else {
      store.put(ONLY, format.write(scan));
    }
  }
}
