package renewals.notifier.topology.address;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;
import renewals.notifier.codec.AddressState;
import renewals.notifier.domain.Channel;
import renewals.notifier.domain.Contact;
import renewals.notifier.domain.ReachedAddresses;

/** At which addresses merchants have had a delivered notice, kept by merchant. */
public final class AddressBook {

  private final KeyValueStore<Bytes, byte[]> store;

  /** The book of one partition. */
  public AddressBook(KeyValueStore<Bytes, byte[]> store) {
    this.store = store;
  }

  /** What is known of a merchant's addresses. */
  public ReachedAddresses of(String merchantId) {
    byte[] kept = store.get(keyOf(merchantId));
    return kept == null ? ReachedAddresses.NONE : AddressState.read(kept);
  }

  /** Another state is known; nothing is written where it is the same. */
  public void keep(String merchantId, ReachedAddresses reached) {
    Bytes key = keyOf(merchantId);
    byte[] bytes = AddressState.write(reached);
    if (!Arrays.equals(bytes, store.get(key))) {
      store.put(key, bytes);
    }
  }

  /**
   * A notice was delivered.
   *
   * @param sentTo the mark of the address at which it was tried
   * @param contact in force; only its addresses are remembered
   */
  public void delivered(Channel channel, @Nullable String sentTo, @Nullable Contact contact) {
    if (sentTo == null || contact == null) {
      return;
    }
    boolean isInForce = contact.address(channel).filter(to -> to.mark().equals(sentTo)).isPresent();
    ReachedAddresses known = of(contact.merchantId());
    if (isInForce && !known.has(channel, sentTo)) {
      keep(contact.merchantId(), known.with(channel, sentTo));
    }
  }

  /** Forgets a merchant's. */
  public void forget(String merchantId) {
    store.delete(keyOf(merchantId));
  }

  private static Bytes keyOf(String merchantId) {
    return Bytes.wrap(merchantId.getBytes(StandardCharsets.UTF_8));
  }
}
