package renewals.producer.nonce;

import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * The time by which nonces are forgotten: it never runs back, and never more than twice as fast as
 * time passes. So a clock that jumps ahead and soon back makes nobody forget what is fresh again,
 * and one that was behind is caught up with. It goes by the later of this machine's clock and of
 * Kafka's. Not thread-safe.
 */
final class SteadyTime {

  private static final int MOST_SPEED = 2;

  private final Clock clock;
  private final LongSupplier nanoTime;
  private long nowMillis;
  private long sinceNanos;
  private long heardMillis;

  /**
   * Begins with the clock's time.
   *
   * @param nanoTime tells how much time has passed, whatever becomes of clocks
   */
  SteadyTime(Clock clock, LongSupplier nanoTime) {
    this.clock = clock;
    this.nanoTime = nanoTime;
    this.nowMillis = clock.millis();
    this.sinceNanos = nanoTime.getAsLong();
  }

  /**
   * Takes note of when a record was appended, by Kafka's clock. The latest record counts, not the
   * latest time: one that was stamped hours ahead would have this run ahead until it got there.
   */
  void heard(long appendedMillis) {
    heardMillis = appendedMillis;
  }

  /**
   * How far it is before both clocks, since one of them was put back; below 0 while it catches up.
   */
  Duration ahead() {
    return Duration.ofMillis(millis() - Math.max(clock.millis(), heardMillis));
  }

  /** In epoch milliseconds. */
  long millis() {
    long nanos = nanoTime.getAsLong();
    long passed = TimeUnit.NANOSECONDS.toMillis(nanos - sinceNanos);
    sinceNanos += TimeUnit.MILLISECONDS.toNanos(passed);
    long told = Math.max(clock.millis(), heardMillis);
    nowMillis = Math.max(nowMillis, Math.min(told, nowMillis + MOST_SPEED * passed));
    return nowMillis;
  }
}
