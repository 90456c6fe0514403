package renewals.activation.estimate.clock;

import java.time.Instant;
import java.time.ZoneId;
import renewals.activation.carrier.model.CarrierDowntime;

/**
 * A carrier's clocks.
 *
 * @param elapsed stands still in downtimes only
 * @param working stands still in downtimes and closed hours
 */
public record CarrierClocks(WorkClock elapsed, WorkClock working) {

  public static CarrierClocks of(
      WorkingWeek week, CarrierDowntime halts, ZoneId zone, Instant around) {
    WorkClock elapsed = WorkClock.of(WorkingWeek.ALWAYS, halts, zone, around);
    return new CarrierClocks(
        elapsed, week.isAlways() ? elapsed : WorkClock.of(week, halts, zone, around));
  }

  /** The same, but what begins in closed hours is treated like any: for experiments. */
  public CarrierClocks withoutGrace() {
    return new CarrierClocks(elapsed, working.withoutGrace());
  }
}
