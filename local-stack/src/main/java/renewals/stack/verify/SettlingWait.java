package renewals.stack.verify;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import renewals.stack.process.StackException;

/** Waits for the outputs of what was sent. */
public final class SettlingWait {

  /** So long nothing more may come, or something came that nobody expects. */
  private static final Duration QUIET = Duration.ofSeconds(3);

  private static final Duration POLL = Duration.ofMillis(250);

  private SettlingWait() {}

  /** Until all that must come has come and nothing more comes; not for ever. */
  public static void await(
      GuaranteeCheck check, ObservedOutputs observed, OutputWatch watch, Duration atMost) {
    long end = System.nanoTime() + atMost.toNanos();
    while (System.nanoTime() < end) {
      watch.mustBeReading();
      if (observed.quiet().compareTo(QUIET) > 0 && check.isComplete()) {
        return;
      }
      pause();
    }
  }

  private static void pause() {
    try {
      TimeUnit.MILLISECONDS.sleep(POLL.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StackException("interrupted", e);
    }
  }
}
