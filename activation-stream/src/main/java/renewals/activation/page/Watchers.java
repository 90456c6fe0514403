package renewals.activation.page;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import renewals.activation.follow.Audience;

/** The open pages, by renewal: who is told when it changes. Bounded. */
public final class Watchers implements Audience, AutoCloseable {

  private final int most;
  private final AtomicInteger open = new AtomicInteger();
  private final ReentrantLock door = new ReentrantLock();
  private final Condition somebodyCame = door.newCondition();
  private final Map<String, Set<Watch>> byRenewal = new ConcurrentHashMap<>();
  private volatile boolean closed;

  Watchers(int most) {
    this.most = most;
  }

  /** A watch over a renewal; empty if there are as many as there may be. */
  Optional<Watch> open(String renewalId) {
    if (open.incrementAndGet() > most || closed) {
      open.decrementAndGet();
      return Optional.empty();
    }
    Watch watch = new Watch(renewalId);
    byRenewal.compute(
        renewalId,
        (id, watches) -> {
          Set<Watch> all = watches == null ? ConcurrentHashMap.newKeySet() : watches;
          all.add(watch);
          return all;
        });
    if (closed) {
      watch.end();
    }
    door.lock();
    try {
      somebodyCame.signalAll();
    } finally {
      door.unlock();
    }
    return Optional.of(watch);
  }

  /** How many are open. */
  int count() {
    return open.get();
  }

  /** Tells those who watch a renewal that it has changed. */
  public void changed(String renewalId) {
    byRenewal.getOrDefault(renewalId, Set.of()).forEach(Watch::signal);
  }

  @Override
  public boolean await(Duration longest) throws InterruptedException {
    long nanos = longest.toNanos();
    door.lock();
    try {
      while (open.get() == 0 && nanos > 0) {
        nanos = somebodyCame.awaitNanos(nanos);
      }
      return open.get() > 0;
    } finally {
      door.unlock();
    }
  }

  @Override
  public void lookAgain() {
    byRenewal.values().forEach(watches -> watches.forEach(Watch::signal));
  }

  /** Ends every watch, and gives no more. */
  @Override
  public void close() {
    closed = true;
    byRenewal.values().forEach(watches -> watches.forEach(Watch::end));
  }

  /** One page's watch over its renewal. */
  final class Watch implements AutoCloseable {

    private final String renewalId;
    private final Semaphore signals = new Semaphore(0);
    private volatile boolean ended;

    private Watch(String renewalId) {
      this.renewalId = renewalId;
    }

    private void signal() {
      signals.release();
    }

    private void end() {
      ended = true;
      signal();
    }

    /** Whether the server stops. */
    boolean isEnded() {
      return ended;
    }

    /** Waits for a change; true if there was one, several at once counting as one. */
    boolean await(Duration longest) throws InterruptedException {
      boolean changed = signals.tryAcquire(longest.toMillis(), TimeUnit.MILLISECONDS);
      signals.drainPermits();
      return changed;
    }

    @Override
    public void close() {
      byRenewal.computeIfPresent(
          renewalId,
          (id, watches) -> {
            if (watches.remove(this)) {
              open.decrementAndGet();
            }
            return watches.isEmpty() ? null : watches;
          });
    }
  }
}
