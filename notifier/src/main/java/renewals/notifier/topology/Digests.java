package renewals.notifier.topology;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;
import renewals.notifier.codec.state.DigestState;
import renewals.notifier.domain.Contact;
import renewals.notifier.domain.timing.DigestTime;
import renewals.notifier.topology.store.Keys;
import renewals.notifier.topology.timer.Timer;
import renewals.notifier.topology.timer.TimerService;
import renewals.notifier.topology.timer.TimerStore.Lane;

/** Which triggers wait for a merchant's digest, in order of arrival, and when it is made. */
final class Digests {

  /** What fits into one notice with the longest ids and texts; more goes each at once. */
  private static final int MOST = 250;

  /** Sorts before every entry: they are numbered from 1. */
  private static final int HEADER = 0;

  private final KeyValueStore<Bytes, byte[]> store;
  private final TimerService timers;

  Digests(KeyValueStore<Bytes, byte[]> store, TimerService timers) {
    this.store = store;
    this.timers = timers;
  }

  /**
   * A digest that is due.
   *
   * @param causeKeys of what waits for it, in order of arrival
   */
  record Closed(DigestTime.Occurrence occurrence, List<String> causeKeys) {}

  /** Whether there is room for a trigger in the merchant's next digest, where it now waits. */
  boolean add(String merchantId, String causeKey, DigestTime time, Contact contact, Instant now) {
    DigestState state = state(merchantId);
    if (state.size() >= MOST) {
      return false;
    }
    DigestTime.Occurrence next = state.next();
    if (next == null) {
      next = time.next(now, contact.zone(), state.last());
      timers.schedule(Lane.AFTER_READING, timerOf(merchantId, next));
    }
    byte[] owner = owner(merchantId);
    store.put(Keys.entry(owner, lastOrder(owner) + 1, causeKey), new byte[] {1});
    put(merchantId, new DigestState(next, state.last(), state.size() + 1));
    return true;
  }

  /** What waits for the merchant's next digest. */
  List<String> waiting(String merchantId) {
    return state(merchantId).size() == 0
        ? List.of()
        : entriesOf(merchantId).stream().map(Keys::idOf).toList();
  }

  /** One of those that wait waits no longer. */
  void remove(String merchantId, String causeKey) {
    for (Bytes entry : entriesOf(merchantId)) {
      if (Keys.idOf(entry).equals(causeKey)) {
        store.delete(entry);
        DigestState state = state(merchantId);
        put(merchantId, new DigestState(state.next(), state.last(), state.size() - 1));
        return;
      }
    }
  }

  /** Another contact is in force: its time counts for what waits already. */
  void contactChanged(String merchantId, Contact contact, Instant now) {
    DigestState state = state(merchantId);
    DigestTime.Occurrence next = state.next();
    if (next == null) {
      return;
    }
    DigestTime time = contact.wishes().digest();
    DigestTime.Occurrence other =
        time == null
            ? new DigestTime.Occurrence(next.day(), now)
            : time.next(now, contact.zone(), state.last());
    if (!other.equals(next)) {
      timers.cancel(Lane.AFTER_READING, timerOf(merchantId, next));
      timers.schedule(Lane.AFTER_READING, timerOf(merchantId, other));
      put(merchantId, new DigestState(other, state.last(), state.size()));
    }
  }

  /** Takes out what waited for the digest of that time; null where there is none such. */
  @Nullable Closed close(String merchantId, Instant at) {
    DigestState state = state(merchantId);
    DigestTime.Occurrence occurrence = state.next();
    if (occurrence == null || !occurrence.at().equals(at)) {
      return null;
    }
    List<Bytes> entries = entriesOf(merchantId);
    entries.forEach(store::delete);
    put(merchantId, new DigestState(null, state.last(), 0));
    return new Closed(occurrence, entries.stream().map(Keys::idOf).toList());
  }

  /** A digest of that day was made: there is no second. */
  void made(String merchantId, DigestTime.Occurrence occurrence) {
    put(merchantId, new DigestState(null, occurrence.day(), 0));
  }

  private DigestState state(String merchantId) {
    byte[] kept = store.get(headerOf(merchantId));
    return kept == null ? DigestState.NONE : DigestState.read(kept);
  }

  private void put(String merchantId, DigestState state) {
    store.put(headerOf(merchantId), state.toBytes());
  }

  private List<Bytes> entriesOf(String merchantId) {
    byte[] owner = owner(merchantId);
    List<Bytes> entries = new ArrayList<>();
    try (KeyValueIterator<Bytes, byte[]> found =
        store.range(Keys.entry(owner, HEADER + 1, ""), Keys.last(owner))) {
      found.forEachRemaining(entry -> entries.add(entry.key));
    }
    return entries;
  }

  private long lastOrder(byte[] owner) {
    try (KeyValueIterator<Bytes, byte[]> entries =
        store.reverseRange(Keys.entry(owner, HEADER + 1, ""), Keys.last(owner))) {
      return entries.hasNext() ? Keys.orderOf(entries.next().key) : HEADER;
    }
  }

  private static Bytes headerOf(String merchantId) {
    return Keys.entry(owner(merchantId), HEADER, "");
  }

  private static byte[] owner(String merchantId) {
    return merchantId.getBytes(StandardCharsets.UTF_8);
  }

  private static Timer timerOf(String merchantId, DigestTime.Occurrence occurrence) {
    return new Timer(occurrence.at(), Timer.What.DIGEST, merchantId);
  }
}
