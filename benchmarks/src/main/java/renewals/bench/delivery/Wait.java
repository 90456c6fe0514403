package renewals.bench.delivery;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Waits for what others do. */
final class Wait {

  private static final Duration LOOK = Duration.ofMillis(20);

  private Wait() {}

  /**
   * Waits until something holds.
   *
   * @return whether it does; false: it took too long
   */
  static boolean until(BooleanSupplier holds, Duration atMost) throws InterruptedException {
    long end = System.nanoTime() + atMost.toNanos();
    while (!holds.getAsBoolean()) {
      if (System.nanoTime() - end > 0) {
        return false;
      }
      Thread.sleep(LOOK);
    }
    return true;
  }
}
