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
      WorkingWeek week, CarrierDowntime downtime, ZoneId zone, Instant around) {
    WorkClock elapsed = WorkClock.of(WorkingWeek.ALWAYS, downtime, zone, around);
    return new CarrierClocks(
        elapsed, week.isAlways() ? elapsed : WorkClock.of(week, downtime, zone, around));
  }

  /** The same, but what begins in closed hours is treated like any: for experiments. */
  public CarrierClocks withoutGrace() {
    return new CarrierClocks(elapsed, working.withoutGrace());
  }
}
