package renewals.notifier.senders.robot;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.function.LongSupplier;

/**
 * When one robot may say something next: so many messages in any minute and in any second, and none
 * for a while after its provider said that it was too much. Thread-safe.
 */
final class RobotPace {

  private static final long MINUTE = Duration.ofMinutes(1).toNanos();
  private static final long SECOND = Duration.ofSeconds(1).toNanos();

  /** What finds no room is spread no further than that. */
  private static final long FURTHEST = Duration.ofHours(1).toNanos();

  private final int perMinute;
  private final int perSecond;
  private final LongSupplier nanos;

  /** When the last ones had their turn, those to come among them. */
  private final ArrayDeque<Long> turns = new ArrayDeque<>();

  private long shutUntil;
  private long nextPromise;

  /**
   * A pace.
   *
   * @param nanos a clock such as {@link System#nanoTime}
   */
  RobotPace(int perMinute, int perSecond, LongSupplier nanos) {
    this.perMinute = perMinute;
    this.perSecond = perSecond;
    this.nanos = nanos;
    this.shutUntil = nanos.getAsLong();
    this.nextPromise = shutUntil;
  }

  /**
   * When a message may go.
   *
   * @param isTaken whether that turn was taken; if not, it must ask again then
   */
  record Turn(Duration in, boolean isTaken) {}

  /** Takes the next turn, if it comes within that time. */
  synchronized Turn next(Duration longest) {
    long now = nanos.getAsLong();
    while (!turns.isEmpty() && now - turns.peekFirst() >= MINUTE) {
      turns.removeFirst();
    }
    long at = Math.max(now, shutUntil);
    at = Math.max(at, roomFor(perMinute, MINUTE, at));
    at = Math.max(at, roomFor(perSecond, SECOND, at));
    if (at - now <= longest.toNanos()) {
      turns.addLast(at);
      return new Turn(Duration.ofNanos(at - now), true);
    }
    // one after the other, or all of a crowd would come again at once
    long promised = Math.min(Math.max(at, nextPromise), now + FURTHEST);
    nextPromise = promised + MINUTE / perMinute;
    return new Turn(Duration.ofNanos(promised - now), false);
  }

  /** Its provider said that it was too much: nothing for so long. */
  synchronized void shut(Duration pause) {
    shutUntil = Math.max(shutUntil, nanos.getAsLong() + pause.toNanos());
  }

  /**
   * When the last of so many turns is that long ago; {@code otherwise} if there weren't so many.
   */
  private long roomFor(int most, long span, long otherwise) {
    if (turns.size() < most) {
      return otherwise;
    }
    return turns.stream().skip(turns.size() - (long) most).findFirst().orElseThrow() + span;
  }
}
