package renewals.activation.estimate.fit;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import renewals.activation.carrier.model.CarrierDowntime;
import renewals.activation.estimate.clock.CarrierClocks;
import renewals.activation.estimate.clock.WorkingWeek;
import renewals.activation.estimate.learn.QuotedTimes;
import renewals.activation.estimate.learn.Retention;
import renewals.activation.estimate.learn.TimeBucket;
import renewals.activation.estimate.learn.TimesKey;
import renewals.activation.estimate.learn.WaitingCounts;
import renewals.activation.estimate.model.Basis;

/**
 * Makes estimates of all records of {@code processing-times}: adds up what the partitions saw,
 * finds each carrier's hours, and fits the curves. Used once, by one thread.
 */
public final class Fitting {

  private record Seen(TimeBucket bucket, long from, long to) {}

  /** What all partitions know of one channel of a carrier. */
  private static final class Channel {
    final List<Seen> seen = new ArrayList<>();
    final List<WaitingCounts> waiting = new ArrayList<>();
  }

  private final long now;
  private final Map<String, CarrierDowntime> downtime;
  private final EstimateSettings settings;
  private final Set<MethodPart> leftOut;
  private final Map<String, Map<String, Channel>> carriers = new TreeMap<>();
  private final Map<FittedModels.Place, Model> models = new HashMap<>();
  private final Map<String, FittedModels.Carrier> fitted = new HashMap<>();
  private final Map<QuotedTimes.Of, QuotedTimes.Kept> promises = new TreeMap<>(QuotedTimes.ORDER);

  /**
   * @param downtime of the carriers that had any in the last fortnight
   */
  public Fitting(Instant now, Map<String, CarrierDowntime> downtime, EstimateSettings settings) {
    this(now, downtime, settings, Set.of());
  }

  /**
   * For experiments: without some parts of the method.
   *
   * @param leftOut what is not done
   */
  Fitting(
      Instant now,
      Map<String, CarrierDowntime> downtime,
      EstimateSettings settings,
      Set<MethodPart> leftOut) {
    this.now = now.toEpochMilli();
    this.downtime = downtime;
    this.settings = settings;
    this.leftOut = leftOut;
  }

  /** Nothing known yet: every answer rests on the settings. */
  public static Estimates ofNothing(Instant now, EstimateSettings settings) {
    return new Fitting(now, Map.of(), settings).estimates();
  }

  /**
   * One record; what is older than a fortnight is passed over.
   *
   * @throws IllegalArgumentException key or value is not of this topic
   */
  public void add(String key, byte[] value) {
    TimesKey parsed = TimesKey.parse(key);
    Channel channel =
        carriers
            .computeIfAbsent(parsed.carrierId(), id -> new TreeMap<>())
            .computeIfAbsent(parsed.channelId(), id -> new Channel());
    if (parsed.kind() == TimesKey.WAITING) {
      if (!leftOut.contains(MethodPart.STILL_WAITING)) {
        channel.waiting.add(WaitingCounts.decode(value));
      }
    } else if (parsed.begins() + parsed.length() > now - Retention.FORTNIGHT) {
      channel.seen.add(new Seen(TimeBucket.decode(value), parsed.begins(), seenUntil(parsed)));
    }
  }

  /** A day holds only the hours that have been put into it. */
  private long seenUntil(TimesKey key) {
    long latest = key.kind() == TimesKey.DAY ? now - Retention.AS_HOURS : now;
    return Math.max(key.begins(), Math.min(latest, key.begins() + key.length()));
  }

  /** The estimates, as of the instant given at the beginning. */
  public Estimates estimates() {
    ModelTables everybody = new ModelTables(now, leftOut);
    carriers.forEach((carrierId, channels) -> fitCarrier(carrierId, channels, everybody));
    Instant asOf = Instant.ofEpochMilli(now);
    return new Estimates(
        asOf,
        new FittedModels(asOf, settings, leftOut, models, fitted, everybody.fit(true)),
        promises);
  }

  private void fitCarrier(String carrierId, Map<String, Channel> channels, ModelTables everybody) {
    WorkingWeek week =
        leftOut.contains(MethodPart.WORKING_WEEK) ? WorkingWeek.ALWAYS : hoursOf(channels);
    CarrierDowntime stood = downtime.getOrDefault(carrierId, CarrierDowntime.NONE);
    CarrierClocks clocks =
        FittedModels.clocks(
            week, stood, settings.zoneOf(carrierId), Instant.ofEpochMilli(now), leftOut);
    ModelTables whole = new ModelTables(now, leftOut);
    channels.forEach(
        (channelId, channel) -> {
          ModelTables own = new ModelTables(now, leftOut);
          for (Seen seen : channel.seen) {
            own.add(seen.bucket(), seen.from(), seen.to(), clocks);
            whole.add(seen.bucket(), seen.from(), seen.to(), clocks);
            everybody.add(seen.bucket(), seen.from(), seen.to(), clocks);
            count(carrierId, channelId, seen.bucket());
          }
          for (WaitingCounts waiting : channel.waiting) {
            own.add(waiting, clocks);
            whole.add(waiting, clocks);
            everybody.add(waiting, clocks);
          }
          models.put(new FittedModels.Place(carrierId, channelId), own.fit(false));
        });
    fitted.put(carrierId, new FittedModels.Carrier(whole.fit(false), week, stood, clocks));
  }

  private static WorkingWeek hoursOf(Map<String, Channel> channels) {
    double[] decided = new double[WorkingWeek.HOURS];
    double[] waited = new double[WorkingWeek.HOURS];
    for (Channel channel : channels.values()) {
      for (Seen seen : channel.seen) {
        for (int h = 0; h < WorkingWeek.HOURS; h++) {
          decided[h] += seen.bucket().decidedIn(h);
          waited[h] += seen.bucket().waitedIn(h);
        }
      }
    }
    return WorkingWeek.learn(decided, waited);
  }

  private void count(String carrierId, String channelId, TimeBucket bucket) {
    for (Basis basis : Basis.values()) {
      long held = bucket.held(basis);
      long broken = bucket.broken(basis);
      if (held + broken > 0) {
        promises.merge(
            new QuotedTimes.Of(carrierId, channelId, basis),
            new QuotedTimes.Kept(held, broken),
            QuotedTimes.Kept::plus);
      }
    }
  }
}
