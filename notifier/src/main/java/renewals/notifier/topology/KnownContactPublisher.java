package renewals.notifier.topology;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;
import renewals.notifier.codec.state.ContactState;
import renewals.notifier.topology.output.NoticePublisher;
import renewals.notifier.topology.store.Keys;

/**
 * Publishes for other services in which zone and language merchants read, by the compacted topic
 * {@code known-contacts}: at each change of the contact in force, and once those that were stored
 * before this topic existed.
 */
final class KnownContactPublisher {

  /** How far the earlier contacts were published. No merchantId is like it: they have no slash. */
  private static final Bytes CURSOR = Keys.text("/known-contacts");

  private static final byte ALL_TOLD = 1;
  private static final byte TOLD_UP_TO = 0;

  /** How many earlier contacts one tick publishes. */
  private static final int SLICE = 500;

  private final KeyValueStore<Bytes, byte[]> contacts;
  private final NoticePublisher publisher;
  private boolean allTold;

  /** Of the contacts of one partition. */
  KnownContactPublisher(KeyValueStore<Bytes, byte[]> contacts, NoticePublisher publisher) {
    this.contacts = contacts;
    this.publisher = publisher;
  }

  /** Another contact is in force, or none any more. */
  void changed(String merchantId, ContactState state) {
    publisher.knownContact(merchantId, state);
  }

  /** Publishes a slice of the earlier contacts, until all are published; a new task has none. */
  void tellThoseOfBefore() {
    if (allTold) {
      return;
    }
    byte[] cursor = contacts.get(CURSOR);
    if (cursor != null && cursor[0] == ALL_TOLD) {
      allTold = true;
      return;
    }
    List<KeyValue<Bytes, byte[]>> slice = sliceAfter(cursor);
    for (KeyValue<Bytes, byte[]> one : slice) {
      ContactState state = ContactState.read(one.value);
      if (state.contact() != null) {
        publisher.knownContact(new String(one.key.get(), StandardCharsets.UTF_8), state);
      }
    }
    contacts.put(
        CURSOR, slice.size() < SLICE ? new byte[] {ALL_TOLD} : toldUpTo(slice.getLast().key.get()));
  }

  private static byte[] toldUpTo(byte[] key) {
    byte[] cursor = new byte[key.length + 1];
    cursor[0] = TOLD_UP_TO;
    System.arraycopy(key, 0, cursor, 1, key.length);
    return cursor;
  }

  private List<KeyValue<Bytes, byte[]>> sliceAfter(byte @Nullable [] cursor) {
    Bytes told =
        cursor == null
            ? Bytes.wrap(new byte[0])
            : Bytes.wrap(Arrays.copyOfRange(cursor, 1, cursor.length));
    List<KeyValue<Bytes, byte[]>> slice = new ArrayList<>();
    try (KeyValueIterator<Bytes, byte[]> found = contacts.range(told, null)) {
      while (found.hasNext() && slice.size() < SLICE) {
        KeyValue<Bytes, byte[]> next = found.next();
        if (!next.key.equals(CURSOR) && !next.key.equals(told)) {
          slice.add(next);
        }
      }
    }
    return slice;
  }
}
