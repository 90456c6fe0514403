package renewals.activation.topology;

import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;
import renewals.activation.codec.CaseFormat;
import renewals.activation.domain.Case;

/**
 * The cases of a partition: key renewalId, value {@link CaseFormat}. Those that changed last are
 * also held in memory, as bytes, since a renewal's next fact usually comes while it is among them;
 * every change is written to the store at once.
 */
final class Cases {

  /** What a map and its objects need for an entry, beside the bytes of key and value. */
  private static final int ENTRY_BYTES = 160;

  private final KeyValueStore<String, byte[]> store;
  private final CaseFormat format = new CaseFormat();
  private final Map<String, byte[]> newest = new LinkedHashMap<>(1024, 0.75f, true);
  private final long mostBytes;
  private long heldBytes;

  /**
   * The cases in a store.
   *
   * @param mostBytes how much memory may be used for those that changed last
   */
  Cases(KeyValueStore<String, byte[]> store, long mostBytes) {
    this.store = store;
    this.mostBytes = mostBytes;
  }

  @Nullable Case find(String renewalId) {
    byte[] held = newest.get(renewalId);
    byte[] bytes = held != null ? held : store.get(renewalId);
    return bytes == null ? null : format.read(renewalId, bytes);
  }

  void keep(Case changed) {
    byte[] bytes = format.write(changed);
    store.put(changed.renewalId(), bytes);
    hold(changed.renewalId(), bytes);
  }

  void forget(String renewalId) {
    store.delete(renewalId);
    drop(renewalId, newest.remove(renewalId));
  }

  private void hold(String renewalId, byte[] bytes) {
    drop(renewalId, newest.put(renewalId, bytes));
    heldBytes += size(renewalId, bytes);
    while (heldBytes > mostBytes) {
      Map.Entry<String, byte[]> eldest = newest.entrySet().iterator().next();
      newest.remove(eldest.getKey());
      drop(eldest.getKey(), eldest.getValue());
    }
  }

  private void drop(String renewalId, byte @Nullable [] bytes) {
    if (bytes != null) {
      heldBytes -= size(renewalId, bytes);
    }
  }

  private static int size(String renewalId, byte[] bytes) {
    return renewalId.length() + bytes.length + ENTRY_BYTES;
  }
}
