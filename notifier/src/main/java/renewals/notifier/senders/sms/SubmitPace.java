package renewals.notifier.senders.sms;

import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * When the next SMS may be submitted: so many a second, and none for a while after the provider
 * said that it was too many. The pause doubles with each such answer and ends with the first SMS
 * that is taken. Thread-safe.
 */
public final class SubmitPace {

  private static final long FIRST_PAUSE = Duration.ofSeconds(1).toNanos();
  private static final long LONGEST_PAUSE = Duration.ofSeconds(30).toNanos();
  private static final long SECOND = Duration.ofSeconds(1).toNanos();

  private final long interval;
  private final LongSupplier nanos;
  private long next;
  private long pause;

  /**
   * A pace.
   *
   * @param perSecond above 0
   * @param nanos a clock such as {@link System#nanoTime}
   */
  public SubmitPace(int perSecond, LongSupplier nanos) {
    this.interval = SECOND / perSecond;
    this.nanos = nanos;
    this.next = nanos.getAsLong();
  }

  /**
   * Takes the next turn if it comes within that time.
   *
   * @return how long to wait for it; empty if it comes later, and then no turn is taken
   */
  public synchronized Optional<Duration> turn(Duration longest) {
    long now = nanos.getAsLong();
    long wait = Math.max(0, next - now);
    if (wait > longest.toNanos()) {
      return Optional.empty();
    }
    next = now + wait + interval;
    return Optional.of(Duration.ofNanos(wait));
  }

  /** The provider took one. */
  public synchronized void taken() {
    pause = 0;
  }

  /**
   * The provider said that it was too many. Answers to what was under way together count once.
   *
   * @return how long nothing is submitted from now on
   */
  public synchronized Duration throttled() {
    long now = nanos.getAsLong();
    boolean isKnown = pause > 0 && next - now > interval;
    if (!isKnown) {
      pause = pause == 0 ? FIRST_PAUSE : Math.min(2 * pause, LONGEST_PAUSE);
      next = now + pause;
    }
    return Duration.ofNanos(next - now);
  }
}
