package renewals.portal.live;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import renewals.portal.live.LiveShares.Share;
import renewals.portal.live.LiveShares.Viewer;
import renewals.streams.tail.Audience;

/** The open pages, by renewal: who is told when it changes. Bounded, and nobody has them all. */
public final class LiveSubscribers implements Audience, AutoCloseable {

  private final LiveShares shares;
  private final ReentrantLock door = new ReentrantLock();
  private final Condition somebodyCame = door.newCondition();
  private final Map<String, Set<Watch>> byRenewal = new ConcurrentHashMap<>();
  private volatile boolean closed;

  /** What becomes of a page that wants to be kept up to date. */
  public sealed interface Opening {

    /** It is told, until the watch is closed. */
    record Opened(Watch watch) implements Opening {}

    /** There are as many as there may be. */
    record Full(Share share) implements Opening {}
  }

  public LiveSubscribers(LiveShares shares) {
    this.shares = shares;
  }

  /** A watch over a renewal, unless one of the viewer's shares is used up: then he asks again. */
  public Opening open(Viewer viewer) {
    Optional<Share> full = closed ? Optional.of(Share.ALL) : shares.take(viewer);
    if (full.isPresent()) {
      return new Opening.Full(full.get());
    }
    Watch watch = new Watch(viewer);
    byRenewal.compute(
        viewer.renewalId(),
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
    return new Opening.Opened(watch);
  }

  /** The share that a viewer has used up already, if there is one. */
  public Optional<Share> full(Viewer viewer) {
    return closed ? Optional.of(Share.ALL) : shares.full(viewer);
  }

  /** How many are open. */
  public int count() {
    return shares.open();
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
      while (count() == 0 && nanos > 0) {
        nanos = somebodyCame.awaitNanos(nanos);
      }
      return count() > 0;
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
  public final class Watch implements AutoCloseable {

    private final Viewer viewer;
    private final Semaphore signals = new Semaphore(0);
    private volatile boolean ended;

    private Watch(Viewer viewer) {
      this.viewer = viewer;
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
          viewer.renewalId(),
          (id, watches) -> {
            if (watches.remove(this)) {
              shares.giveBack(viewer);
            }
            return watches.isEmpty() ? null : watches;
          });
    }
  }
}
