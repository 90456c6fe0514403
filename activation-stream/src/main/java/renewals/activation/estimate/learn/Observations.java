package renewals.activation.estimate.learn;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import renewals.activation.estimate.clock.CarrierClocks;
import renewals.activation.estimate.clock.ClocksByCarrier;
import renewals.activation.estimate.clock.WorkClock;
import renewals.activation.estimate.clock.WorkingWeek;
import renewals.activation.estimate.model.Basis;
import renewals.activation.estimate.model.Stage;

/**
 * What a {@link Learner} learns at one carrier through one channel. It knows by itself what has
 * changed, so that a step costs one look-up, whatever it teaches.
 */
public final class Observations {

  private static final long HOUR = 3_600_000;

  /** A wait is laid out over hours of the week this far; more adds nothing. */
  private static final int MOST_HOURS = 120;

  private final TimesKey waitingKey;
  private final Function<String, byte @Nullable []> stored;
  private final Supplier<? extends ClocksByCarrier> estimates;
  private final WaitingCounts waiting;
  private final Map<Long, TimeBucket> changedHours = new HashMap<>();
  private boolean waitingChanged;
  private @Nullable ClocksByCarrier asked;
  private @Nullable CarrierClocks clocks;
  private long hour = Long.MIN_VALUE;
  private TimeBucket ofHour = new TimeBucket();

  /**
   * What was learnt so far.
   *
   * @param waitingKey of the record of who waits
   */
  Observations(
      TimesKey waitingKey,
      Function<String, byte @Nullable []> stored,
      Supplier<? extends ClocksByCarrier> estimates) {
    this.waitingKey = waitingKey;
    this.stored = stored;
    this.estimates = estimates;
    byte[] kept = stored.apply(waitingKey.toString());
    this.waiting = kept == null ? new WaitingCounts() : WaitingCounts.decode(kept);
  }

  /** A renewal waits for a stage since {@code since}. */
  public void waits(Stage stage, long since) {
    waiting.add(stage, since);
    waitingChanged = true;
  }

  /** A wait ended with what it was for: paid, or decided either way. */
  public void ended(Stage stage, long since, long at) {
    leaves(stage, since);
    TimeBucket bucket = bucket(at);
    TimeBucket.Part part = bucket.part(stage);
    if (stage == Stage.PAYMENT) {
      part.elapsed.add((double) (at - since));
      return;
    }
    CarrierClocks now = clocks();
    part.elapsed.add(now.elapsed().between(since, at));
    WorkClock working = now.working();
    if (working.hasHours()) {
      DurationSketch durations = working.beginsClosed(since) ? part.begunClosed : part.begunOpen;
      durations.add(working.age(since, at));
    }
    layOut(bucket, now, since, at);
  }

  /** Those of the newest estimates, which come anew every some seconds, as another object. */
  @SuppressWarnings("ReferenceEquality")
  private CarrierClocks clocks() {
    ClocksByCarrier newest = estimates.get();
    CarrierClocks known = clocks;
    if (known == null || newest != asked) {
      known = newest.clocksOf(waitingKey.carrierId());
      clocks = known;
      asked = newest;
    }
    return known;
  }

  /** A wait ended without what it was for: lapsed, refunded, rejected before it was paid. */
  public void brokeOff(Stage stage, long since, long at) {
    leaves(stage, since);
    bucket(at).part(stage).brokenOff.add((double) (at - since));
  }

  /**
   * What became of a quoted time.
   *
   * @param basis what its {@code by} rested on
   * @param held whether the renewal was decided by then
   * @param at when it was decided
   */
  public void promised(Basis basis, boolean held, long at) {
    TimeBucket bucket = bucket(at);
    (held ? bucket.held : bucket.broken)[basis.storedNumber()]++;
  }

  /** Adds what changed since the last call. */
  void changes(List<TimesRecord> changes) {
    if (waitingChanged) {
      changes.add(new TimesRecord(waitingKey.toString(), waiting.encode()));
      waitingChanged = false;
    }
    changedHours.forEach(
        (which, bucket) ->
            changes.add(
                new TimesRecord(waitingKey.of(TimesKey.HOUR, which).toString(), bucket.encode())));
    changedHours.clear();
    hour = Long.MIN_VALUE;
  }

  /** Forgets who has waited since before an instant. */
  void dropBefore(long before) {
    waitingChanged |= waiting.dropBefore(before);
  }

  private void leaves(Stage stage, long since) {
    waiting.remove(stage, since);
    waitingChanged = true;
  }

  private static void layOut(TimeBucket bucket, CarrierClocks clocks, long since, long at) {
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

  /** The bucket of an hour, to be changed; steps of one hour follow each other. */
  private TimeBucket bucket(long at) {
    long which = Math.floorDiv(at, HOUR);
    if (which != hour) {
      ofHour = changedHours.computeIfAbsent(which, this::load);
      hour = which;
    }
    return ofHour;
  }

  private TimeBucket load(long which) {
    byte[] bytes = stored.apply(waitingKey.of(TimesKey.HOUR, which).toString());
    return bytes == null ? new TimeBucket() : TimeBucket.decode(bytes);
  }
}
