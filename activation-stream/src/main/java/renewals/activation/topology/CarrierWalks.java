package renewals.activation.topology;

import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;
import renewals.activation.codec.WalkFormat;
import renewals.activation.domain.CarrierWalk;

/** The walk of a partition that is under way, if there is one: it outlives a restart. */
final class CarrierWalks {

  private static final String ONLY = "walk";

  private final KeyValueStore<String, byte[]> store;
  private final WalkFormat format = new WalkFormat();

  CarrierWalks(KeyValueStore<String, byte[]> store) {
    this.store = store;
  }

  @Nullable CarrierWalk find() {
    byte[] bytes = store.get(ONLY);
    return bytes == null ? null : format.read(bytes);
  }

  /** Has the renewals of a carrier looked at again. */
  void join(String carrierId) {
    keep(CarrierWalk.joined(find(), carrierId));
  }

  void keep(@Nullable CarrierWalk walk) {
    if (walk == null) {
      store.delete(ONLY);
    } else {
      store.put(ONLY, format.write(walk));
    }
  }
}
