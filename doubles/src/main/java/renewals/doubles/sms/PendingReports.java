package renewals.doubles.sms;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Reports that wait for their time, and for somebody who takes them. */
final class PendingReports implements AutoCloseable {

  private static final int AT_ONCE = 8;
  private static final Duration AGAIN_AFTER = Duration.ofSeconds(1);

  private final Line line;
  private final Semaphore room;
  private final ScheduledExecutorService clock;

  /** Where reports go. */
  interface Line {
    /** Whether it was taken; else it comes again. */
    boolean deliver(String id, String number, String state);
  }

  /**
   * None yet.
   *
   * @param most so many wait at once
   */
  PendingReports(int most, Line line) {
    this.line = line;
    this.room = new Semaphore(most);
    this.clock =
        Executors.newScheduledThreadPool(
            AT_ONCE, task -> Thread.ofPlatform().daemon().name("smsc-reports").unstarted(task));
  }

  /** Delivers one after that time; false where too many wait. */
  boolean add(String id, String number, String state, Duration after) {
    if (!room.tryAcquire()) {
      return false;
    }
    later(() -> attempt(id, number, state), after);
    return true;
  }

  private void attempt(String id, String number, String state) {
    if (line.deliver(id, number, state)) {
      room.release();
    } else {
      later(() -> attempt(id, number, state), AGAIN_AFTER);
    }
  }

  private void later(Runnable task, Duration after) {
    try {
      Future<?> unused = clock.schedule(task, after.toMillis(), TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException e) {
      // it is closed: nothing is reported any more
    }
  }

  @Override
  public void close() {
    clock.shutdownNow();
  }
}
