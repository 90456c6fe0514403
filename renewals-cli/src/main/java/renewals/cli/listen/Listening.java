package renewals.cli.listen;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import renewals.cli.tail.FollowedLines;
import renewals.notifier.NoticePreview.Previewed;

/**
 * Reads several outputs at once, each with a thread of its own, and gives on one notice at a time.
 * All end together: when nothing has come from any of them for a while, when nobody takes notices
 * any more, and when one of them fails.
 */
final class Listening {

  private static final long LOOK_MILLIS = 100;

  private final Function<String, List<Previewed>> noticesOf;
  private final Taker taker;
  private final Runnable begun;

  private volatile boolean isOver;
  private volatile @Nullable Throwable failure;
  private long lastCame = System.nanoTime();

  /** Who takes notices. */
  @FunctionalInterface
  interface Taker {
    /** Takes it; whether more are wanted. */
    boolean take(Previewed notice) throws InterruptedException;
  }

  /**
   * Nothing is read yet.
   *
   * @param noticesOf what a line of an output gives to tell
   * @param begun done once nothing that is told from then on can be missed
   */
  Listening(Function<String, List<Previewed>> noticesOf, Taker taker, Runnable begun) {
    this.noticesOf = noticesOf;
    this.taker = taker;
    this.begun = begun;
  }

  /**
   * Reads until it is over.
   *
   * @param untilIdle for how long nothing may come; null: for ever
   */
  void follow(
      List<? extends FollowedLines> tails, boolean fromBeginning, @Nullable Duration untilIdle) {
    CountDownLatch assigned = new CountDownLatch(tails.size());
    List<Thread> readers =
        tails.stream().map(tail -> start(tail, fromBeginning, assigned)).toList();
    try {
      boolean isSaid = false;
      while (!isOver) {
        if (!isSaid && assigned.await(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
          isSaid = true;
          begun.run();
          came();
        }
        if (isSaid && untilIdle != null && isIdle(untilIdle)) {
          isOver = true;
        }
        readers.getFirst().join(LOOK_MILLIS);
      }
      tails.forEach(FollowedLines::stop);
      for (Thread one : readers) {
        one.join();
      }
    } catch (InterruptedException e) {
      tails.forEach(FollowedLines::stop);
      Thread.currentThread().interrupt();
    }
    switch (failure) {
      case RuntimeException e -> throw e;
      case Error e -> throw e;
      case null, default -> {}
    }
  }

  private Thread start(FollowedLines tail, boolean fromBeginning, CountDownLatch assigned) {
    return Thread.ofPlatform()
        .daemon()
        .name("listen")
        .start(
            () -> {
              try {
                tail.follow(fromBeginning, assigned::countDown, this::take);
              } catch (RuntimeException | Error e) {
                failure = e;
              } finally {
                isOver = true;
              }
            });
  }

  private synchronized boolean take(String line) {
    try {
      for (Previewed notice : noticesOf.apply(line)) {
        if (isOver) {
          return false;
        }
        if (!taker.take(notice)) {
          isOver = true; // set and never taken back: the other reader may set it meanwhile
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } finally {
      came();
    }
    return !isOver;
  }

  private synchronized void came() {
    lastCame = System.nanoTime();
  }

  /** Whoever takes one holds the lock, so this waits for it. */
  private synchronized boolean isIdle(Duration untilIdle) {
    return System.nanoTime() - lastCame > untilIdle.toNanos();
  }
}
