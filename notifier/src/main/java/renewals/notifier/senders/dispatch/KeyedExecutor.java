package renewals.notifier.senders.dispatch;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Runs tasks with a bounded number at once. Each task names what it shares a fate with, such as its
 * merchant, host and address, and each of these has a bounded share of what runs and of what waits;
 * tasks with the same keys begin in the order they came.
 *
 * <p>A key that shares adapt to begins with a small share, which grows with each task that ends
 * soon and is halved by each that doesn't. Keys that were slow last, or haven't ended a task yet,
 * get a part of everything, however many they are: the rest is for those known to be quick.
 * Thread-safe; nothing in it waits.
 *
 * <p>Long because queues, shares and room are one state under one lock.
 */
public final class KeyedExecutor {

  /** Keys that are remembered while they have nothing to do. */
  private static final int MOST_IDLE = 20_000;

  /**
   * How much may run and wait.
   *
   * @param most tasks that run at once
   * @param mostDoubtful of these, how many of keys that aren't known to be quick
   * @param mostOfKey of these, how many of one key
   * @param firstOfKey how many of a key of which nothing is known
   * @param mostWaitingOfKey tasks of one key that may wait
   * @param mostWaiting tasks of all keys that may wait, if they aren't known to be quick
   * @param slow what a task that ends soon takes less than
   */
  public record Limits(
      int most,
      int mostDoubtful,
      int mostOfKey,
      int firstOfKey,
      int mostWaitingOfKey,
      int mostWaiting,
      Duration slow) {

    int mostWaitingOfSlowKey() {
      return Math.max(1, mostWaitingOfKey / 20);
    }
  }

  /**
   * What tasks share.
   *
   * @param name unlike that of any other key
   * @param adapts whether its share follows how soon its tasks end; if not, it is as large as that
   *     of all doubtful ones: for keys that many stand behind, who must not pay for one of them
   */
  public record Key(String name, boolean adapts) {}

  private enum Pace {
    UNKNOWN,
    QUICK,
    SLOW
  }

  private final class Share {
    private final Key key;

    /** Lanes of this key that have something waiting or running. */
    private final Set<Lane> lanes = new LinkedHashSet<>();

    private Pace pace = Pace.UNKNOWN;
    private int allowed;
    private int running;
    private int waiting;

    Share(Key key) {
      this.key = key;
      this.allowed =
          key.adapts()
              ? Math.min(limits.firstOfKey(), limits.mostOfKey())
              : Math.max(limits.mostOfKey(), limits.mostDoubtful());
    }

    boolean hasRoomToWait() {
      int most = pace == Pace.SLOW ? limits.mostWaitingOfSlowKey() : limits.mostWaitingOfKey();
      return !key.adapts() || waiting < most;
    }

    /** Whether lanes may have become quick by it. */
    boolean ended(boolean isSlow) {
      if (!key.adapts()) {
        return false;
      }
      boolean becameQuick = !isSlow && pace != Pace.QUICK;
      pace = isSlow ? Pace.SLOW : Pace.QUICK;
      allowed = isSlow ? Math.max(1, allowed / 2) : Math.min(limits.mostOfKey(), allowed + 1);
      return becameQuick;
    }
  }

  private static final class Lane {
    private final List<Key> keys;
    private final List<Share> shares = new ArrayList<>();
    private final ArrayDeque<BooleanSupplier> queue = new ArrayDeque<>();
    private int running;
    private boolean isReady;

    Lane(List<Key> keys) {
      this.keys = keys;
    }

    boolean isQuick() {
      return shares.stream().allMatch(share -> !share.key.adapts() || share.pace == Pace.QUICK);
    }

    boolean canRun() {
      return !queue.isEmpty() && shares.stream().allMatch(share -> share.running < share.allowed);
    }
  }

  private final Executor executor;
  private final Limits limits;
  private final LongSupplier nanos;
  private final Map<List<Key>, Lane> lanes = new HashMap<>();

  /** By key; those used last are at the end. */
  private final LinkedHashMap<Key, Share> shares = new LinkedHashMap<>(16, 0.75f, true);

  /** Lanes that could run a task but for the bounds of all, in turn. */
  private final ArrayDeque<Lane> quick = new ArrayDeque<>();

  private final ArrayDeque<Lane> doubtful = new ArrayDeque<>();

  private int running;
  private int runningDoubtful;
  private int waiting;
  private boolean isDoubtfulsTurn;
  private boolean stopped;

  /** With nothing to do yet. */
  public KeyedExecutor(Executor executor, Limits limits) {
    this(executor, limits, System::nanoTime);
  }

  public KeyedExecutor(Executor executor, Limits limits, LongSupplier nanos) {
    this.executor = executor;
    this.limits = limits;
    this.nanos = nanos;
  }

  /**
   * Takes a task.
   *
   * @param task says whether how long it took tells anything of its keys
   * @return false if there is no room for it to wait: it was not taken
   */
  synchronized boolean offer(Collection<Key> keys, BooleanSupplier task) {
    List<Key> all = List.copyOf(keys);
    List<Share> wanted = all.stream().map(this::shareOf).toList();
    boolean hasRoom =
        wanted.stream().allMatch(Share::hasRoomToWait)
            && (waiting < limits.mostWaiting()
                || wanted.stream().allMatch(share -> share.pace == Pace.QUICK));
    if (stopped || !hasRoom) {
      forgetIdle();
      return false;
    }
    Lane lane = lanes.computeIfAbsent(all, Lane::new);
    if (lane.shares.isEmpty()) {
      lane.shares.addAll(wanted);
      wanted.forEach(share -> share.lanes.add(lane));
    }
    lane.queue.add(task);
    count(lane, 1);
    makeReady(lane);
    pump();
    return true;
  }

  /** Starts nothing more and waits for what runs. */
  synchronized void stop(Duration patience) throws InterruptedException {
    stopped = true;
    quick.clear();
    doubtful.clear();
    long deadline = System.nanoTime() + patience.toNanos();
    while (running > 0) {
      long left = (deadline - System.nanoTime()) / 1_000_000;
      if (left <= 0) {
        return;
      }
      wait(left);
    }
  }

  private Share shareOf(Key key) {
    return shares.computeIfAbsent(key, Share::new);
  }

  private void count(Lane lane, int change) {
    waiting += change;
    lane.shares.forEach(share -> share.waiting += change);
  }

  private void makeReady(Lane lane) {
    if (!stopped && !lane.isReady && lane.canRun()) {
      lane.isReady = true;
      (lane.isQuick() ? quick : doubtful).add(lane);
    }
  }

  private void moveToQuick(Lane lane) {
    if (lane.isReady && lane.isQuick() && doubtful.remove(lane)) {
      quick.add(lane);
    }
  }

  private void pump() {
    for (Lane lane = next(); lane != null; lane = next()) {
      lane.isReady = false;
      if (!isDoubtfulsTurn && !lane.isQuick()) {
        makeReady(lane);
      } else if (lane.canRun()) {
        start(lane);
        makeReady(lane);
      }
    }
  }

  /** Both sorts in turn, so that neither waits for ever for the other. */
  private @Nullable Lane next() {
    if (running >= limits.most()) {
      return null;
    }
    boolean mayDoubtful = runningDoubtful < limits.mostDoubtful() && !doubtful.isEmpty();
    isDoubtfulsTurn = mayDoubtful && (quick.isEmpty() || !isDoubtfulsTurn);
    return isDoubtfulsTurn ? doubtful.poll() : quick.poll();
  }

  private void start(Lane lane) {
    BooleanSupplier task = lane.queue.remove();
    boolean isDoubtful = !lane.isQuick();
    count(lane, -1);
    running++;
    runningDoubtful += isDoubtful ? 1 : 0;
    lane.running++;
    lane.shares.forEach(share -> share.running++);
    long began = nanos.getAsLong();
    executor.execute(
        () -> {
          boolean isTelling = true;
          try {
            isTelling = task.getAsBoolean();
          } finally {
            ended(lane, isDoubtful, isTelling, nanos.getAsLong() - began);
          }
        });
  }

  private synchronized void ended(Lane lane, boolean wasDoubtful, boolean isTelling, long took) {
    boolean isSlow = took >= limits.slow().toNanos();
    running--;
    runningDoubtful -= wasDoubtful ? 1 : 0;
    lane.running--;
    for (Share share : lane.shares) {
      share.running--;
      if (isTelling && share.ended(isSlow)) {
        share.lanes.forEach(this::moveToQuick);
      }
    }
    for (Share share : lane.shares) {
      share.lanes.forEach(this::makeReady);
    }
    if (lane.queue.isEmpty() && lane.running == 0) {
      lanes.remove(lane.keys);
      lane.shares.forEach(share -> share.lanes.remove(lane));
      forgetIdle();
    }
    pump();
    notifyAll();
  }

  /** What was seen of a key outlives its tasks, within bounds. */
  private void forgetIdle() {
    if (shares.size() > MOST_IDLE) {
      shares.values().removeIf(share -> share.lanes.isEmpty() && shares.size() > MOST_IDLE / 2);
    }
  }
}
