package renewals.kit.http;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** Time is what tests of slow senders are about: how much of it a sender takes. */
final class Pause {

  private Pause() {}

  /**
   * Lets time pass.
   *
   * @throws InterruptedException the test has taken too long, and is to end
   */
  static void letPass(Duration time) throws InterruptedException {
    long end = System.nanoTime() + time.toNanos();
    for (long left = time.toNanos(); left > 0; left = end - System.nanoTime()) {
      LockSupport.parkNanos(left);
      if (Thread.interrupted()) {
        throw new InterruptedException("a pause of " + time);
      }
    }
  }
}
