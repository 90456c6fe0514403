package renewals.cli.tail;

import java.time.Duration;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;

/** How long a reader waits for Kafka: for the next thing that comes, and in all. */
final class ReadingTime {

  /** A partition may be between two leaders. */
  private static final Duration IDLE = Duration.ofSeconds(30);

  private final long begun = System.nanoTime();
  private final @Nullable Duration atMost;
  private long last = begun;

  /**
   * Begins now.
   *
   * @param atMost in all; null for as long as something comes
   */
  ReadingTime(@Nullable Duration atMost) {
    this.atMost = atMost;
  }

  /** Something came. */
  void goesOn() {
    last = System.nanoTime();
  }

  /**
   * How long to wait for the next thing.
   *
   * @throws TimeoutException it is over
   */
  Duration left() {
    long now = System.nanoTime();
    Duration left = IDLE.minusNanos(now - last);
    if (atMost != null) {
      Duration inAll = atMost.minusNanos(now - begun);
      left = inAll.compareTo(left) < 0 ? inAll : left;
    }
    if (left.isNegative() || left.isZero()) {
      throw new TimeoutException(
          "Kafka gave no more within %d ms".formatted((now - begun) / 1_000_000));
    }
    return left;
  }
}
