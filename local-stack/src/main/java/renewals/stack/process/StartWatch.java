package renewals.stack.process;

import java.time.Duration;
import java.util.function.Consumer;

/**
 * How long a start may take, and who is told what it waits for. All parts of a start share one:
 * what the first needs, the others have less.
 */
public final class StartWatch {

  /** As long as a start may take where nobody has said otherwise. */
  public static final Duration USUAL = Duration.ofMinutes(5);

  private static final Duration EVERY = Duration.ofSeconds(10);

  private final Duration atMost;
  private final Duration every;
  private final Consumer<String> progress;
  private final long began = System.nanoTime();

  StartWatch(Duration atMost, Duration every, Consumer<String> progress) {
    this.atMost = atMost;
    this.every = every;
    this.progress = progress;
  }

  /**
   * Begins now.
   *
   * @param progress is told in a few words what is begun, and every ten seconds what is waited for
   */
  public static StartWatch begin(Duration atMost, Consumer<String> progress) {
    return new StartWatch(atMost, EVERY, progress);
  }

  /** Begins now, tells nobody. */
  public static StartWatch usual() {
    return begin(USUAL, step -> {});
  }

  /** Says that something begins. */
  public void say(String step) {
    progress.accept(step);
  }

  /** How much time is left, zero if none is. */
  Duration left() {
    Duration left = atMost.minusNanos(System.nanoTime() - began);
    return left.isNegative() ? Duration.ZERO : left;
  }

  /** All the time that there was. */
  Duration atMost() {
    return atMost;
  }

  /** One wait, which says from time to time that it still waits. */
  Waiting waitingFor(String what) {
    return new Waiting(what);
  }

  /** For one thing. */
  final class Waiting {
    private final String what;
    private long next = System.nanoTime() + every.toNanos();

    private Waiting(String what) {
      this.what = what;
    }

    /** Called again and again while it waits. */
    void goesOn() {
      if (System.nanoTime() - next >= 0) {
        next += every.toNanos();
        say(
            "waiting for %s, %d s of at most %d"
                .formatted(what, atMost.minus(left()).toSeconds(), atMost.toSeconds()));
      }
    }
  }
}
