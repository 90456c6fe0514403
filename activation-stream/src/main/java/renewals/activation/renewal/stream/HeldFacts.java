package renewals.activation.renewal.stream;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.kafka.streams.state.KeyValueStore;
import renewals.activation.renewal.codec.HeldFactFormat;
import renewals.activation.renewal.codec.HeldFactFormat.Held;

/**
 * Facts that wait for their request: key {@code <renewalId>/<place, 3 digits>}, value the fact and
 * its original record. One entry each, so that no case outgrows a changelog record.
 */
final class HeldFacts {

  private final KeyValueStore<String, byte[]> store;
  private final HeldFactFormat format = new HeldFactFormat();

  HeldFacts(KeyValueStore<String, byte[]> store) {
    this.store = store;
  }

  /** Those of a renewal, in order of arrival. */
  List<Held> of(String renewalId, int count) {
    List<Held> held = new ArrayList<>(count);
    for (int place = 0; place < count; place++) {
      byte[] bytes = Objects.requireNonNull(store.get(key(renewalId, place)), "a held fact");
      held.add(format.read(renewalId, bytes));
    }
    return held;
  }

  void add(String renewalId, int place, Held held) {
    store.put(key(renewalId, place), format.write(held));
  }

  void clear(String renewalId, int count) {
    for (int place = 0; place < count; place++) {
      store.delete(key(renewalId, place));
    }
  }

  private static String key(String renewalId, int place) {
    String pad = place < 10 ? "/00" : place < 100 ? "/0" : "/";
    return renewalId + pad + place;
  }
}
