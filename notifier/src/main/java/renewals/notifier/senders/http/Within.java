package renewals.notifier.senders.http;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Waits for what has a time to be done in: HTTP's own timeout ends with the answer's head. */
public final class Within {

  private Within() {}

  /**
   * What came of it.
   *
   * @param deadline by {@link System#nanoTime}
   * @throws IOException it failed so
   * @throws TimeoutException it isn't done, and goes on
   * @throws RuntimeException it broke off
   */
  public static <T> T deadline(long deadline, Future<T> future)
      throws IOException, TimeoutException, InterruptedException {
    try {
      return future.get(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
    } catch (ExecutionException e) {
      Throwable cause = e.getCause();
      switch (cause) {
        case UncheckedIOException unchecked -> throw unchecked.getCause();
        case IOException io -> throw io;
        case RuntimeException broken -> throw broken;
        case null, default -> throw new IllegalStateException("a try broke off", cause);
      }
    }
  }
}
