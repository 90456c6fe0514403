package renewals.activation.carrier.stream;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import renewals.activation.carrier.model.CarrierCondition;
import renewals.activation.carrier.model.CarrierProfile;
import renewals.activation.carrier.model.CarrierStatusReport;

/**
 * What carriers report of themselves for now, as gauges. Every instance shows the same. Carriers
 * without end must not become time series without end: of those beyond the first so many the worst
 * state is shown.
 */
public final class CarrierGauges {

  static final int MOST_NAMED = 200;
  static final String OTHERS = "(others)";

  private final MeterRegistry meters;
  private final CarrierBoard board;
  private final Clock clock;
  private final Set<String> named = new HashSet<>();
  private final Set<String> others = ConcurrentHashMap.newKeySet();

  private CarrierGauges(MeterRegistry meters, CarrierBoard board, Clock clock) {
    this.meters = meters;
    this.board = board;
    this.clock = clock;
  }

  /** Shows what a board has and will have; before anything is known, the others alone, at 0. */
  public static void show(MeterRegistry meters, CarrierBoard board, Clock clock) {
    CarrierGauges gauges = new CarrierGauges(meters, board, clock);
    gauges.register(OTHERS, gauges::worstOfOthers);
    board.whenPosted(gauges::add);
  }

  private synchronized void add(String carrierId) {
    if (named.contains(carrierId) || others.contains(carrierId)) {
      return;
    }
    if (named.size() < MOST_NAMED) {
      named.add(carrierId);
      register(carrierId, () -> state(carrierId));
    } else {
      others.add(carrierId);
    }
  }

  private void register(String carrier, Supplier<Number> state) {
    Gauge.builder("renewals.carrier.state", state)
        .description("What the carrier reports of itself for now: 0 normal, 3 outage")
        .tag("carrier", carrier)
        .strongReference(true)
        .register(meters);
  }

  private int worstOfOthers() {
    return others.stream().mapToInt(this::state).max().orElse(0);
  }

  private int state(String carrierId) {
    CarrierProfile known = board.find(carrierId);
    CarrierStatusReport holds = known == null ? null : known.holding(clock.instant());
    return holds == null ? 0 : number(holds.condition().state());
  }

  private static int number(CarrierCondition.State state) {
    return switch (state) {
      case NORMAL -> 0;
      case DEGRADED -> 1;
      case MAINTENANCE -> 2;
      case OUTAGE -> 3;
    };
  }
}
