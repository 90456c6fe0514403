package renewals.activation.renewal.stream;

import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;
import renewals.activation.renewal.codec.CaseFormat;
import renewals.activation.renewal.model.Case;
import renewals.schemas.trace.TraceContext;

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

  /** The trace that is kept with a case; null for none. */
  @Nullable TraceContext traceOf(String renewalId) {
    byte[] bytes = store.get(renewalId);
    return bytes == null ? null : CaseFormat.traceOf(bytes);
  }

  /**
   * Keeps a case.
   *
   * @param trace kept with it, null for none
   */
  void save(Case changed, @Nullable TraceContext trace) {
    store.put(changed.renewalId(), format.write(changed, trace));
  }

  void forget(String renewalId) {
    store.delete(renewalId);
  }
}
