package renewals.activation.estimate;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What one partition learns of how long payment and review take. Times are milliseconds since the
 * epoch, of the steps, never of a partner's clock. For one thread. Between two calls of {@link
 * #changes} it holds only what changed.
 */
public final class Learner {

  private static final long HOUR = 3_600_000;

  /** A wait is laid out over hours of the week this far; more says nothing new. */
  private static final int MOST_HOURS = 120;

  private record Place(String carrierId, String channelId) {}

  private record Ended(Place place, long hour) {}

  private final int partition;
  private final Function<String, byte @Nullable []> stored;
  private final Supplier<Estimates> estimates;
  private final Map<Place, WaitingCounts> waiting = new HashMap<>();
  private final Set<Place> waitingChanged = new HashSet<>();
  private final Map<Ended, Bucket> ended = new HashMap<>();
  private final Set<Ended> endedChanged = new HashSet<>();

  /**
   * @param stored value of a key as this partition last wrote it, null if it never did
   * @param estimates the newest, whose clocks measure what is learnt
   */
  public Learner(
      int partition, Function<String, byte @Nullable []> stored, Supplier<Estimates> estimates) {
    this.partition = partition;
    this.stored = stored;
    this.estimates = estimates;
  }

  /**
   * After a start: who waits is counted anew by calls of {@link #waits}, so nothing that a crash
   * lost can wait for ever. Everything else goes on from the store.
   *
   * @param keys the keys in the store
   */
  public void recount(Iterable<String> keys) {
    waiting.clear();
    ended.clear();
    endedChanged.clear();
    for (String key : keys) {
      TimesKey parsed = TimesKey.parse(key);
      if (parsed.kind() == TimesKey.WAITING) {
        waitingAt(new Place(parsed.carrierId(), parsed.channelId()));
      }
    }
  }

  /** A renewal waits for a stage since {@code since}. */
  public void waits(String carrierId, String channelId, Stage stage, long since) {
    waitingAt(new Place(carrierId, channelId)).add(stage, since);
  }

  /** A wait ended with what it was for: paid, or decided either way. */
  public void ended(String carrierId, String channelId, Stage stage, long since, long at) {
    Place place = new Place(carrierId, channelId);
    waitingAt(place).remove(stage, since);
    Bucket bucket = bucket(place, at);
    Bucket.Part part = bucket.part(stage);
    if (stage == Stage.PAYMENT) {
      part.elapsed.add((double) (at - since));
      return;
    }
    CarrierClocks clocks = estimates.get().clocksOf(carrierId);
    part.elapsed.add(clocks.elapsed().between(since, at));
    WorkClock working = clocks.working();
    if (working.hasHours()) {
      Durations durations = working.beginsClosed(since) ? part.begunClosed : part.begunOpen;
      durations.add(working.age(since, at));
    }
    layOut(bucket, clocks, since, at);
  }

  /** A wait ended without what it was for: lapsed, refunded, rejected before it was paid. */
  public void brokeOff(String carrierId, String channelId, Stage stage, long since, long at) {
    Place place = new Place(carrierId, channelId);
    waitingAt(place).remove(stage, since);
    bucket(place, at).part(stage).brokenOff.add((double) (at - since));
  }

  /**
   * What became of a promise.
   *
   * @param basis what its {@code by} rested on
   * @param held whether the renewal was decided by then
   * @param at when it was decided
   */
  @SuppressWarnings("EnumOrdinal") // Basis says that its order is part of the stored form
  public void promised(String carrierId, String channelId, Basis basis, boolean held, long at) {
    Bucket bucket = bucket(new Place(carrierId, channelId), at);
    (held ? bucket.held : bucket.broken)[basis.ordinal()]++;
  }

  /** What changed since the last call, to be stored and published in the same transaction. */
  public List<TimesRecord> changes() {
    List<TimesRecord> changes = new ArrayList<>();
    for (Place place : waitingChanged) {
      changes.add(
          new TimesRecord(key(place, TimesKey.WAITING, 0), waitingAt(place, false).encode()));
    }
    waitingChanged.clear();
    for (Ended which : endedChanged) {
      Bucket bucket = ended.get(which);
      if (bucket != null) {
        changes.add(
            new TimesRecord(key(which.place(), TimesKey.HOUR, which.hour()), bucket.encode()));
      }
    }
    ended.keySet().retainAll(endedChanged);
    endedChanged.clear();
    return changes;
  }

  private void layOut(Bucket bucket, CarrierClocks clocks, long since, long at) {
    long from = since + WorkClock.GRACE;
    if (at <= from) {
      return;
    }
    bucket.decidedInHour[WorkingWeek.hourOfWeek(at, clocks.elapsed().zone())]++;
    int hours = 0;
    while (from < at && hours++ < MOST_HOURS) {
      long next = Math.min(at, (Math.floorDiv(from, HOUR) + 1) * HOUR);
      if (clocks.elapsed().between(from, next) > 0) {
        bucket.waitedInHour[WorkingWeek.hourOfWeek(from, clocks.elapsed().zone())] +=
            Math.log((double) (next - since) / (from - since));
      }
      from = next;
    }
  }

  private WaitingCounts waitingAt(Place place) {
    return waitingAt(place, true);
  }

  private WaitingCounts waitingAt(Place place, boolean changed) {
    if (changed) {
      waitingChanged.add(place);
    }
    return waiting.computeIfAbsent(place, p -> new WaitingCounts());
  }

  private Bucket bucket(Place place, long at) {
    Ended which = new Ended(place, Math.floorDiv(at, HOUR));
    endedChanged.add(which);
    return ended.computeIfAbsent(which, this::load);
  }

  private Bucket load(Ended which) {
    byte[] bytes = stored.apply(key(which.place(), TimesKey.HOUR, which.hour()));
    return bytes == null ? new Bucket() : Bucket.decode(bytes);
  }

  private String key(Place place, char kind, long number) {
    return new TimesKey(place.carrierId(), place.channelId(), partition, kind, number).toString();
  }

  /**
   * What makes room among a partition's stored records: hours older than two days go into their
   * day, days older than a fortnight go. To be called about once an hour, after {@link #changes}
   * has been stored.
   */
  public static List<TimesRecord> tidy(long now, Iterator<TimesRecord> all) {
    return Retention.tidy(now, all);
  }
}
