package renewals.activation.renewal.stream;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.kafka.streams.state.KeyValueStore;
import renewals.activation.renewal.codec.HeldFactFormat;
import renewals.activation.renewal.codec.HeldFactFormat.Held;

/**
 * Facts that wait for their request: key {@code <renewalId>/<place, 3 digits>}, value the fact and
 * its original record. One entry each, so that no case outgrows a changelog record. They lie beside
 * the cases, whose ids have no slash: each store that a commit wrote to costs the broker as much as
 * some hundred records. Those of an earlier build lie in a store of their own until they are taken
 * up.
 */
final class HeldFacts {

  private final KeyValueStore<String, byte[]> store;
  private final KeyValueStore<String, byte[]> earlier;
  private final HeldFactFormat format = new HeldFactFormat();

  /**
   * Those of a task.
   *
   * @param store of the cases
   * @param earlier where an earlier build kept them; nothing is added to it
   */
  HeldFacts(KeyValueStore<String, byte[]> store, KeyValueStore<String, byte[]> earlier) {
    this.store = store;
    this.earlier = earlier;
  }

  /** Those of a renewal, in order of arrival. */
  List<Held> of(String renewalId, int count) {
    List<Held> held = new ArrayList<>(count);
    for (int place = 0; place < count; place++) {
      String key = key(renewalId, place);
      byte[] here = store.get(key);
      byte[] bytes = here == null ? earlier.get(key) : here;
      held.add(format.read(renewalId, Objects.requireNonNull(bytes, "a held fact")));
    }
    return held;
  }

  void add(String renewalId, int place, Held held) {
    store.put(key(renewalId, place), format.write(held));
  }

  /** Adds one and drops another, those behind which move up. */
  void replace(String renewalId, List<Held> held, int dropped, Held added) {
    List<Held> kept = new ArrayList<>(held);
    kept.remove(dropped);
    kept.add(added);
    for (int place = dropped; place < kept.size(); place++) {
      add(renewalId, place, kept.get(place));
      earlier.delete(key(renewalId, place));
    }
  }

  void clear(String renewalId, int count) {
    for (int place = 0; place < count; place++) {
      String key = key(renewalId, place);
      (store.get(key) == null ? earlier : store).delete(key);
    }
  }

  private static String key(String renewalId, int place) {
    String pad = place < 10 ? "/00" : place < 100 ? "/0" : "/";
    return renewalId + pad + place;
  }
}
