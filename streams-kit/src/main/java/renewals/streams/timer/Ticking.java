package renewals.streams.timer;

import java.time.Duration;
import java.time.Instant;
import org.apache.kafka.streams.processor.Cancellable;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.Punctuator;
import org.apache.kafka.streams.processor.api.ProcessingContext;

/**
 * Ticks of the wall clock that all tasks hear at the same moments, the whole multiples of their
 * interval since the epoch.
 *
 * <p>Kafka Streams commits after a tick, whether anything was done on it or not. Ticks that each
 * began when its task did would fall all over the interval, and a thread of many idle tasks would
 * commit a transaction a commit interval; so it commits one a tick.
 */
public final class Ticking {

  private Ticking() {}

  /**
   * Has something done again and again, first at the next whole multiple of the interval; what was
   * missed meanwhile is left out.
   *
   * @param every at least a millisecond
   * @param onTick gets the time in epoch milliseconds; runs on the task's thread
   */
  public static Cancellable every(Duration every, ProcessingContext context, Punctuator onTick) {
    return context.schedule(
        Instant.ofEpochMilli(next(context.currentSystemTimeMs(), every.toMillis())),
        every,
        PunctuationType.WALL_CLOCK_TIME,
        onTick);
  }

  /** The first whole multiple after a moment. */
  static long next(long now, long every) {
    return now - Math.floorMod(now, Math.max(1, every)) + every;
  }
}
