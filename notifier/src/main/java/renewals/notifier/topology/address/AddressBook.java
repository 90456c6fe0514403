package renewals.notifier.topology.address;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;
import renewals.notifier.codec.state.AddressState;
import renewals.notifier.domain.Channel;
import renewals.notifier.domain.Contact;
import renewals.notifier.domain.ReachedAddresses;
import renewals.notifier.domain.delivery.AddressHealth;

/**
 * At which addresses merchants have had a delivered notice, which addresses fail, and which notices
 * wait for an address; kept by merchant.
 */
public final class AddressBook {

  /** Between merchant and notice in a key; in no merchantId. */
  private static final char BEFORE_NOTICE = '/';

  /** Between merchant and channel in a key; in no merchantId, and before no notice. */
  private static final char BEFORE_CHANNEL = '#';

  /** After every notice's key: a range has its end in it, which must be nobody's. */
  private static final char AFTER_NOTICES = '\uffff';

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
   * @return whether nothing had reached that address before
   */
  public boolean delivered(Channel channel, @Nullable String sentTo, @Nullable Contact contact) {
    if (sentTo == null || contact == null) {
      return false;
    }
    boolean isInForce = contact.address(channel).filter(to -> to.mark().equals(sentTo)).isPresent();
    ReachedAddresses known = of(contact.merchantId());
    boolean isNew = isInForce && !known.has(channel, sentTo);
    if (isNew) {
      keep(contact.merchantId(), known.with(channel, sentTo));
    }
    return isNew;
  }

  /** How the address of that channel is doing, if it fails; null where nothing is known. */
  public @Nullable AddressHealth health(String merchantId, Channel channel) {
    byte[] kept = store.get(healthKey(merchantId, channel));
    return kept == null ? null : AddressState.readHealth(kept);
  }

  /** Another state is known of the address of that channel; null where all is well. */
  void keepHealth(String merchantId, Channel channel, @Nullable AddressHealth health) {
    Bytes key = healthKey(merchantId, channel);
    if (health == null) {
      store.delete(key);
    } else {
      store.put(key, AddressState.writeHealth(health));
    }
  }

  /** A notice waits until the merchant's webhook address has proven itself, or works again. */
  public void awaitProof(String merchantId, String noticeKey) {
    store.put(keyOf(merchantId + BEFORE_NOTICE + noticeKey), new byte[] {1});
  }

  /** The keys of the notices that waited for that; they don't any more. */
  public List<String> takeAwaiting(String merchantId) {
    String prefix = merchantId + BEFORE_NOTICE;
    List<Bytes> waiting = new ArrayList<>();
    try (KeyValueIterator<Bytes, byte[]> found =
        store.range(keyOf(prefix), keyOf(prefix + AFTER_NOTICES))) {
      found.forEachRemaining(entry -> waiting.add(entry.key));
    }
    waiting.forEach(store::delete);
    return waiting.stream()
        .map(key -> new String(key.get(), StandardCharsets.UTF_8).substring(prefix.length()))
        .toList();
  }

  /** Forgets a merchant's. */
  public void forget(String merchantId) {
    store.delete(keyOf(merchantId));
    for (Channel channel : Channel.values()) {
      keepHealth(merchantId, channel, null);
    }
    takeAwaiting(merchantId);
  }

  private static Bytes healthKey(String merchantId, Channel channel) {
    return keyOf(merchantId + BEFORE_CHANNEL + channel.name());
  }

  private static Bytes keyOf(String merchantId) {
    return Bytes.wrap(merchantId.getBytes(StandardCharsets.UTF_8));
  }
}
