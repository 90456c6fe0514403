package renewals.bench.result;

import java.time.Duration;
import renewals.bench.rival.Contender;

/**
 * What one run of one contender gave.
 *
 * @param events how many it had to read
 * @param measured how many of them came after it had warmed up
 * @param wall from the end of the warm-up to its last output readable by others
 * @param application processor time of the contender in that time, and of the database beside it
 * @param broker processor time of the broker in that time
 * @param durableBytes what was written to keep its state: changelogs on the broker's disk, a
 *     database's log; -1 if that is not known
 * @param internalTopics what is in its internal topics, none where it has none
 * @param peakMegabytes the most memory it had resident
 * @param findings what the oracle says
 */
public record Measured(
    Contender contender,
    int round,
    long events,
    long measured,
    Duration wall,
    Duration application,
    Duration broker,
    long durableBytes,
    InternalTopics internalTopics,
    long peakMegabytes,
    Findings findings) {

  public double eventsPerSecond() {
    return measured / (wall.toNanos() / 1e9);
  }

  public double applicationSecondsPerMillion() {
    return application.toNanos() / 1e3 / measured;
  }

  public double brokerSecondsPerMillion() {
    return broker.toNanos() / 1e3 / measured;
  }
}
