package renewals.notifier.topology;

import java.util.Arrays;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;
import renewals.notifier.codec.state.ContactState;
import renewals.notifier.domain.Contact;
import renewals.notifier.topology.store.Keys;

/**
 * The contact in force of each merchant. While none was taken with a revision the latest append
 * holds, unless, where proofs are required, it was said earlier; afterwards only a greater revision
 * does. Source: contract, merchant-contact.
 */
final class ContactStore {

  private final KeyValueStore<Bytes, byte[]> store;
  private final KnownContactPublisher known;

  ContactStore(KeyValueStore<Bytes, byte[]> store, KnownContactPublisher known) {
    this.store = store;
    this.known = known;
  }

  /** What became of a contact that came in. */
  enum Outcome {
    TAKEN,
    DUPLICATE,
    /** The same revision was taken with other content. */
    CONFLICT
  }

  @Nullable Contact get(String merchantId) {
    byte[] kept = store.get(Keys.text(merchantId));
    return kept == null ? null : ContactState.read(kept).contact();
  }

  /** A contact came in, or was taken back. */
  Outcome offer(String merchantId, ContactState fresh) {
    Bytes key = Keys.text(merchantId);
    byte[] kept = store.get(key);
    byte[] bytes = fresh.toBytes();
    if (kept != null) {
      Outcome outcome = Arrays.equals(kept, bytes) ? Outcome.DUPLICATE : against(kept, fresh);
      if (outcome != Outcome.TAKEN) {
        return outcome;
      }
    }
    store.put(key, bytes);
    known.changed(merchantId, fresh);
    return Outcome.TAKEN;
  }

  /**
   * Forgets a merchant's contact; what he said before, and is sent again, doesn't bring it back.
   *
   * @param appendedAt when that was asked, in epoch milliseconds
   */
  void forget(String merchantId, long appendedAt) {
    Bytes key = Keys.text(merchantId);
    byte[] kept = store.get(key);
    if (kept != null) {
      ContactState forgotten = ContactState.read(kept).forgotten(appendedAt);
      store.put(key, forgotten.toBytes());
      known.changed(merchantId, forgotten);
    }
  }

  private static Outcome against(byte[] kept, ContactState fresh) {
    ContactState held = ContactState.read(kept);
    if (held.revision() == null) {
      return fresh.isNoOlderThan(held) ? Outcome.TAKEN : Outcome.DUPLICATE;
    }
    if (fresh.revision() == null || fresh.revision() < held.revision()) {
      return Outcome.DUPLICATE;
    }
    if (fresh.revision() > held.revision()) {
      return Outcome.TAKEN;
    }
    // of who is forgotten no content is known any more
    return held.content() == null || held.content().equals(fresh.content())
        ? Outcome.DUPLICATE
        : Outcome.CONFLICT;
  }
}
