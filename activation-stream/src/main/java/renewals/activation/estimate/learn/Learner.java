package renewals.activation.estimate.learn;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import renewals.activation.estimate.clock.ClocksByCarrier;

/**
 * What one partition learns of how long payment and review take. Times are milliseconds since the
 * epoch, of the steps, never of a partner's clock. For one thread. Between two calls of {@link
 * #changes} it holds who waits and what changed, and goes on from the store after a start. A crash
 * between a step and the next call loses what the step taught: of those who wait, one too many or
 * too few among thousands, for a fortnight at the most.
 */
public final class Learner {

  private record Place(String carrierId, String channelId) {}

  private final int partition;
  private final Function<String, byte @Nullable []> stored;
  private final Supplier<? extends ClocksByCarrier> estimates;
  private final Map<Place, Observations> observations = new HashMap<>();

  /**
   * A learner.
   *
   * @param stored value of a key as this partition last wrote it, null if it never did
   * @param estimates the newest, whose clocks measure what is learnt
   */
  public Learner(
      int partition,
      Function<String, byte @Nullable []> stored,
      Supplier<? extends ClocksByCarrier> estimates) {
    this.partition = partition;
    this.stored = stored;
    this.estimates = estimates;
  }

  /** What is learnt at a carrier through a channel. */
  public Observations at(String carrierId, String channelId) {
    return observations.computeIfAbsent(new Place(carrierId, channelId), this::begin);
  }

  private Observations begin(Place place) {
    return new Observations(
        new TimesKey(place.carrierId(), place.channelId(), partition, TimesKey.WAITING, 0),
        stored,
        estimates);
  }

  /** What changed since the last call, to be stored and published in the same transaction. */
  public List<TimesRecord> changes() {
    List<TimesRecord> changes = new ArrayList<>();
    observations.values().forEach(one -> one.changes(changes));
    return changes;
  }

  /**
   * What makes room among a partition's stored records: hours older than two days go into their
   * day, days older than a fortnight go, and who has waited for a fortnight is counted no longer.
   * To be called about once an hour, after {@link #changes} has been stored.
   */
  public List<TimesRecord> tidy(long now, Iterator<TimesRecord> all) {
    return Retention.tidy(
        now,
        all,
        key -> at(key.carrierId(), key.channelId()).dropBefore(now - Retention.FORTNIGHT));
  }
}
