package renewals.notifier.topology.timer;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * What falls due, in order of time, in one lane of a store. A remembered low-water mark keeps a
 * scan from crossing what was removed before; it is forgotten with the object, so make a new one in
 * each {@code init}.
 */
public final class TimerStore {

  /** Which timers: scanned apart, because one lane can be held up. */
  public enum Lane {
    /** Holds whatever is still unread. */
    FREE(1),
    /** Must not fire before everything appended before its time has been read. */
    AFTER_READING(2);

    private final int code;

    Lane(int code) {
      this.code = code;
    }
  }

  private static final int HEADER = 1 + Long.BYTES + 1;
  private static final byte[] PRESENT = {1};

  private final KeyValueStore<Bytes, byte[]> store;
  private final Lane lane;
  private long lowWater;

  TimerStore(KeyValueStore<Bytes, byte[]> store, Lane lane) {
    this.store = store;
    this.lane = lane;
  }

  void schedule(Timer due) {
    store.put(keyOf(due), PRESENT);
    lowWater = Math.min(lowWater, due.at().toEpochMilli());
  }

  void cancel(Timer due) {
    store.delete(keyOf(due));
  }

  /** The earliest that is due by then, left where it is. */
  Optional<Timer> peek(Instant upTo) {
    try (KeyValueIterator<Bytes, byte[]> entries = walk(upTo)) {
      return entries.hasNext() ? Optional.of(dueOf(entries.next().key)) : Optional.empty();
    }
  }

  /** Removes what is due by then, the earliest first, at most {@code most}. */
  List<Timer> pollDue(Instant upTo, int most) {
    List<Bytes> keys = new ArrayList<>();
    try (KeyValueIterator<Bytes, byte[]> entries = walk(upTo)) {
      while (entries.hasNext() && keys.size() < most) {
        keys.add(entries.next().key);
      }
    }
    List<Timer> taken = new ArrayList<>(keys.size());
    for (Bytes key : keys) {
      store.delete(key);
      taken.add(dueOf(key));
    }
    lowWater = keys.size() < most ? upTo.toEpochMilli() : taken.getLast().at().toEpochMilli();
    return taken;
  }

  private KeyValueIterator<Bytes, byte[]> walk(Instant upTo) {
    return store.range(bound(lowWater), bound(upTo.toEpochMilli() + 1));
  }

  /** Sorts before every entry of that time. */
  private Bytes bound(long millis) {
    return Bytes.wrap(
        ByteBuffer.allocate(1 + Long.BYTES).put((byte) lane.code).putLong(millis).array());
  }

  private Bytes keyOf(Timer due) {
    byte[] id = due.id().getBytes(StandardCharsets.UTF_8);
    return Bytes.wrap(
        ByteBuffer.allocate(HEADER + id.length)
            .put((byte) lane.code)
            .putLong(due.at().toEpochMilli())
            .put(due.what().code())
            .put(id)
            .array());
  }

  private static Timer dueOf(Bytes key) {
    ByteBuffer in = ByteBuffer.wrap(key.get());
    in.get();
    Instant at = Instant.ofEpochMilli(in.getLong());
    Timer.What what = Timer.What.of(in.get());
    return new Timer(
        at, what, new String(key.get(), HEADER, key.get().length - HEADER, StandardCharsets.UTF_8));
  }
}
