package renewals.activation.carrier.model;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * When a carrier stood still by its own status reports: maintenance and outages, in order, not
 * overlapping. Immutable. That time counts neither when durations are learnt nor when they are
 * estimated.
 */
public record CarrierDowntime(List<Halt> all) {

  /** Nothing stood still. */
  public static final CarrierDowntime NONE = new CarrierDowntime(List.of());

  /** From {@code from} until {@code to}, null while nobody knows the end. */
  public record Halt(Instant from, @Nullable Instant to) {}

  public CarrierDowntime {
    all = List.copyOf(all);
  }

  /**
   * These, corrected by a newer status report: from its startsAt on, only it counts. What ended
   * before {@code horizon} is left out.
   */
  public CarrierDowntime with(CarrierCondition newer, Instant horizon) {
    List<Halt> result = new ArrayList<>();
    Instant cut = newer.startsAt();
    for (Halt halt : all) {
      Instant to = halt.to() == null || halt.to().isAfter(cut) ? cut : halt.to();
      if (halt.from().isBefore(to) && to.isAfter(horizon)) {
        result.add(new Halt(halt.from(), to));
      }
    }
    Instant end = newer.endsAt();
    if (newer.halts() && (end == null || end.isAfter(cut))) {
      result.add(new Halt(cut, end));
    }
    return new CarrierDowntime(result);
  }

  /** These and those of what follows behind them, in order. */
  CarrierDowntime and(List<CarrierCondition> later) {
    if (later.isEmpty()) {
      return this;
    }
    List<Halt> result = new ArrayList<>(all);
    for (CarrierCondition condition : later) {
      if (condition.halts()) {
        result.add(new Halt(condition.startsAt(), condition.endsAt()));
      }
    }
    return new CarrierDowntime(result);
  }
}
