package renewals.bench.delivery.receive;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import renewals.bench.delivery.plan.NoticePlan;

/** When each notice of a plan was taken by its receiver, and when once more. Thread-safe. */
public final class Arrivals {

  private final NoticePlan plan;
  private final AtomicLongArray first;
  private final AtomicInteger count = new AtomicInteger();
  private final AtomicLong last = new AtomicLong();
  private final ConcurrentMap<Integer, List<Long>> again = new ConcurrentHashMap<>();
  private final Set<String> strangers = ConcurrentHashMap.newKeySet();

  public Arrivals(NoticePlan plan) {
    this.plan = plan;
    this.first = new AtomicLongArray(plan.notices());
  }

  /** A notice came under that id, and was taken. */
  public void took(String noticeId, long atMillis) {
    took(noticeId, plan.numberOf(noticeId), atMillis);
  }

  /** The first notice of a renewal came, and was taken. */
  public void tookFirstOf(String renewalId, long atMillis) {
    took(renewalId, plan.firstOf(renewalId), atMillis);
  }

  /** The first notice of the renewal of that number at an address came, and was taken. */
  public void tookFirstOf(int address, int renewal, long atMillis) {
    took("%d.%d".formatted(address, renewal), plan.firstOf(address, renewal), atMillis);
  }

  private void took(String id, OptionalInt known, long atMillis) {
    if (known.isEmpty()) {
      strangers.add(id);
      return;
    }
    int notice = known.getAsInt();
    if (first.compareAndSet(notice, 0, atMillis)) {
      count.incrementAndGet();
      last.accumulateAndGet(atMillis, Math::max);
    } else {
      again.computeIfAbsent(notice, none -> new CopyOnWriteArrayList<>()).add(atMillis);
    }
  }

  /** How many notices came. */
  public int count() {
    return count.get();
  }

  /** When the last of those came that had not come before. */
  public long lastAt() {
    return last.get();
  }

  /** When a notice came first. */
  public OptionalLong firstAt(int notice) {
    long at = first.get(notice);
    return at == 0 ? OptionalLong.empty() : OptionalLong.of(at);
  }

  /** Every time that it came, in order. */
  public List<Long> timesOf(int notice) {
    List<Long> times = new ArrayList<>(again.getOrDefault(notice, List.of()));
    firstAt(notice).ifPresent(times::add);
    times.sort(null);
    return times;
  }

  /** Those that came more than once. */
  public Set<Integer> repeated() {
    return Set.copyOf(again.keySet());
  }

  /** Ids of nothing that was planned. */
  public Set<String> strangers() {
    return Set.copyOf(strangers);
  }
}
