package renewals.activation.renewal.stream;

import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;
import renewals.activation.renewal.codec.CaseFormat;
import renewals.activation.renewal.model.Case;

/** The cases of a partition: key renewalId, value {@link CaseFormat}. */
final class Cases {

  private final KeyValueStore<String, byte[]> store;
  private final CaseFormat format = new CaseFormat();

  Cases(KeyValueStore<String, byte[]> store) {
    this.store = store;
  }

  @Nullable Case find(String renewalId) {
    byte[] bytes = store.get(renewalId);
    return bytes == null ? null : format.read(renewalId, bytes);
  }

  void save(Case changed) {
    store.put(changed.renewalId(), format.write(changed));
  }

  void forget(String renewalId) {
    store.delete(renewalId);
  }
}
