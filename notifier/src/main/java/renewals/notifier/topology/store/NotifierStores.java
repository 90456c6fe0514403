package renewals.notifier.topology.store;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.state.KeyValueBytesStoreSupplier;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;
import renewals.streams.state.UndoLog;

/**
 * The state of one partition.
 *
 * @param contacts merchantId → his newest contact
 * @param causes key of a trigger → the trigger while it waits for a contact, then that it was
 *     composed
 * @param waiting merchant, time, key of the trigger: which triggers wait, in order
 * @param open key of a notice → a notice without a final receipt
 * @param due what falls due when
 * @param parked records that cannot be read yet
 * @param references reference of a gateway → the notice that has it, what was reported of it
 * @param digests merchant → when his next digest is due; merchant, number, key of the trigger →
 *     which triggers wait for it
 * @param undelivered key of a notice → the notice that was given up, as long as it can be resent
 * @param addresses merchantId → at which of his addresses a notice was delivered
 */
public record NotifierStores(
    KeyValueStore<Bytes, byte[]> contacts,
    KeyValueStore<Bytes, byte[]> causes,
    KeyValueStore<Bytes, byte[]> waiting,
    KeyValueStore<Bytes, byte[]> open,
    KeyValueStore<Bytes, byte[]> due,
    KeyValueStore<Bytes, byte[]> parked,
    KeyValueStore<Bytes, byte[]> references,
    KeyValueStore<Bytes, byte[]> digests,
    KeyValueStore<Bytes, byte[]> undelivered,
    KeyValueStore<Bytes, byte[]> addresses) {

  /** Their names. */
  public static final List<String> STORES =
      List.of(
          Nodes.CONTACTS_STORE,
          Nodes.CAUSES_STORE,
          Nodes.WAITING_STORE,
          Nodes.OPEN_STORE,
          Nodes.DUE_STORE,
          Nodes.PARKED_STORE,
          Nodes.REFERENCES_STORE,
          Nodes.DIGESTS_STORE,
          Nodes.UNDELIVERED_STORE,
          Nodes.ADDRESSES_STORE);

  /** All of them but what is parked can be taken back with that log. */
  public static NotifierStores of(ProcessorContext<?, ?> context, UndoLog undo) {
    return new NotifierStores(
        undo.over(store(context, Nodes.CONTACTS_STORE)),
        undo.over(store(context, Nodes.CAUSES_STORE)),
        undo.over(store(context, Nodes.WAITING_STORE)),
        undo.over(store(context, Nodes.OPEN_STORE)),
        undo.over(store(context, Nodes.DUE_STORE)),
        store(context, Nodes.PARKED_STORE),
        undo.over(store(context, Nodes.REFERENCES_STORE)),
        undo.over(store(context, Nodes.DIGESTS_STORE)),
        undo.over(store(context, Nodes.UNDELIVERED_STORE)),
        undo.over(store(context, Nodes.ADDRESSES_STORE)));
  }

  private static KeyValueStore<Bytes, byte[]> store(ProcessorContext<?, ?> context, String name) {
    return context.getStateStore(name);
  }

  public static Set<StoreBuilder<?>> builders(Function<String, KeyValueBytesStoreSupplier> kind) {
    return STORES.stream()
        .map(name -> builder(kind.apply(name)))
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  private static StoreBuilder<?> builder(KeyValueBytesStoreSupplier supplier) {
    return Stores.keyValueStoreBuilder(supplier, Serdes.Bytes(), Serdes.ByteArray())
        .withCachingDisabled();
  }
}
