package renewals.schemas.wire;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/** Ids that the registry did not know a few seconds ago. Bounded, whatever is sent. Thread-safe. */
final class NegativeCache {

  static final Duration KEPT = Duration.ofSeconds(5);
  static final int MOST = 10_000;

  private final LongSupplier nanoClock;
  private final Map<Integer, Long> since = new ConcurrentHashMap<>();

  NegativeCache(LongSupplier nanoClock) {
    this.nanoClock = nanoClock;
  }

  void add(int id) {
    if (since.size() >= MOST) {
      since.values().removeIf(this::isOver);
      if (since.size() >= MOST) {
        since.clear();
      }
    }
    since.put(id, nanoClock.getAsLong());
  }

  boolean contains(int id) {
    Long at = since.get(id);
    if (at == null) {
      return false;
    }
    if (isOver(at)) {
      since.remove(id, at);
      return false;
    }
    return true;
  }

  int size() {
    return since.size();
  }

  private boolean isOver(long at) {
    return nanoClock.getAsLong() - at >= KEPT.toNanos();
  }
}
