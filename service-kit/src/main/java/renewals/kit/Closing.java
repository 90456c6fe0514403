package renewals.kit;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/**
 * What was opened, closed in reverse order: all of it, whatever fails, and the first failure
 * surfaces.
 */
public final class Closing implements AutoCloseable {

  private final Deque<AutoCloseable> opened = new ArrayDeque<>();
  private final CountDownLatch closed = new CountDownLatch(1);

  /** Has it closed before all that was opened earlier. */
  public synchronized <T extends AutoCloseable> T add(T one) {
    opened.push(one);
    return one;
  }

  /**
   * Closes all because something failed.
   *
   * @return what failed first, to be thrown
   */
  public RuntimeException closedBy(RuntimeException cause) {
    try {
      close();
    } catch (RuntimeException e) {
      cause.addSuppressed(e);
    }
    return cause;
  }

  /** Waits until all has been closed, or this thread is told to stop. */
  public void awaitClosed() {
    try {
      closed.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Closes all; a second time nothing is left to close. */
  @Override
  public synchronized void close() {
    try {
      closeAll();
    } finally {
      closed.countDown();
    }
  }

  private void closeAll() {
    @Nullable RuntimeException first = null;
    while (!opened.isEmpty()) {
      try {
        opened.pop().close();
      } catch (Exception e) {
        if (first == null) {
          first = e instanceof RuntimeException known ? known : new IllegalStateException(e);
        } else {
          first.addSuppressed(e);
        }
      }
    }
    if (first != null) {
      throw first;
    }
  }
}
