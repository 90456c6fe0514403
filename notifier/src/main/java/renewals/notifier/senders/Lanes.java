package renewals.notifier.senders;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Executor;

/**
 * Runs tasks with a bounded number at once, in turn from lanes that are bounded too, so that a slow
 * receiver holds up nobody but those behind it. Thread-safe.
 */
final class Lanes {

  private final Executor executor;
  private final int most;
  private final int mostOfLane;
  private final int mostQueued;
  private final Map<String, Lane> lanes = new HashMap<>();

  /** Lanes that have a task waiting and room to run it, in turn. */
  private final ArrayDeque<Lane> ready = new ArrayDeque<>();

  private int running;
  private boolean stopped;

  /**
   * Empty lanes.
   *
   * @param most tasks that run at once
   * @param mostOfLane of these, how many may be of one lane
   * @param mostQueued tasks of one lane that may wait
   */
  Lanes(Executor executor, int most, int mostOfLane, int mostQueued) {
    this.executor = executor;
    this.most = most;
    this.mostOfLane = mostOfLane;
    this.mostQueued = mostQueued;
  }

  private static final class Lane {
    private final String name;
    private final ArrayDeque<Runnable> queue = new ArrayDeque<>();
    private int running;
    private boolean isReady;
    private boolean isSlow;

    Lane(String name) {
      this.name = name;
    }
  }

  /**
   * Takes a task, waiting for room in its lane. A lane that gives none in that time counts as slow
   * and is not waited for again until half its queue is done.
   *
   * @return false if there is no room: the task was not taken
   */
  synchronized boolean offer(String name, Runnable task, Duration patience)
      throws InterruptedException {
    Lane lane = lanes.computeIfAbsent(name, Lane::new);
    long deadline = System.nanoTime() + patience.toNanos();
    while (lane.queue.size() >= mostQueued && !lane.isSlow) {
      long left = (deadline - System.nanoTime()) / 1_000_000;
      if (left <= 0) {
        lane.isSlow = true;
      } else {
        wait(left);
      }
    }
    if (stopped || lane.queue.size() >= mostQueued) {
      return false;
    }
    lanes.putIfAbsent(name, lane);
    lane.queue.add(task);
    makeReady(lane);
    pump();
    return true;
  }

  /** Starts nothing more and waits for what runs. */
  synchronized void stop(Duration patience) throws InterruptedException {
    stopped = true;
    ready.clear();
    long deadline = System.nanoTime() + patience.toNanos();
    while (running > 0) {
      long left = (deadline - System.nanoTime()) / 1_000_000;
      if (left <= 0) {
        return;
      }
      wait(left);
    }
  }

  private void makeReady(Lane lane) {
    if (!stopped && !lane.isReady && !lane.queue.isEmpty() && lane.running < mostOfLane) {
      lane.isReady = true;
      ready.add(lane);
    }
  }

  private void pump() {
    while (running < most && !ready.isEmpty()) {
      Lane lane = ready.remove();
      lane.isReady = false;
      Runnable task = lane.queue.remove();
      lane.running++;
      running++;
      executor.execute(() -> run(lane, task));
      makeReady(lane);
    }
  }

  private void run(Lane lane, Runnable task) {
    try {
      task.run();
    } finally {
      finished(lane);
    }
  }

  private synchronized void finished(Lane lane) {
    running--;
    lane.running--;
    if (lane.queue.size() <= mostQueued / 2) {
      lane.isSlow = false;
    }
    if (lane.queue.isEmpty() && lane.running == 0) {
      lanes.remove(lane.name);
    }
    makeReady(lane);
    pump();
    notifyAll();
  }
}
