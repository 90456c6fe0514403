package renewals.activation.renewal.stream;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import renewals.activation.renewal.model.RenewalStatus.State;
import renewals.activation.renewal.rules.StateCounts;

/**
 * The state counts of the partitions that this instance works on, for queries and as gauges; those
 * of all instances add up.
 */
public final class StateCountsBoard {

  private final Map<Integer, StateCounts> byPartition = new ConcurrentHashMap<>();
  private final Set<String> currencies = ConcurrentHashMap.newKeySet();
  private final MeterRegistry meters;

  /** An empty board, its gauges in a registry. */
  public StateCountsBoard(MeterRegistry meters) {
    this.meters = meters;
    for (State state : State.values()) {
      Gauge.builder("renewals.cases", () -> total().renewals().getOrDefault(state, 0L))
          .description("Renewals by state")
          .tag("state", state.name())
          .register(meters);
    }
  }

  /** The sum over this instance's partitions, as of the last ticks. */
  public StateCounts total() {
    StateCounts total = new StateCounts();
    byPartition.values().forEach(total::add);
    return total;
  }

  /** The state counts by partition, as of the last ticks. */
  public Map<Integer, StateCounts> byPartition() {
    return Map.copyOf(byPartition);
  }

  /** Shows counts that nobody changes any more. */
  void post(int partition, StateCounts finished) {
    byPartition.put(partition, finished);
    finished.paidNotUsable().keySet().forEach(this::showMoneyIn);
    finished.owedBack().keySet().forEach(this::showMoneyIn);
  }

  void remove(int partition) {
    byPartition.remove(partition);
  }

  private void showMoneyIn(String currency) {
    if (currencies.add(currency)) {
      gauge(
          "paid.not.usable", "Paid for renewals not usable", currency, StateCounts::paidNotUsable);
      gauge("owed.back", "Owed back", currency, StateCounts::owedBack);
    }
  }

  private void gauge(
      String name, String what, String currency, Function<StateCounts, Map<String, Long>> money) {
    Gauge.builder("renewals.money." + name, () -> money.apply(total()).getOrDefault(currency, 0L))
        .description(what + ", in minor units")
        .tag("currency", currency)
        .register(meters);
  }
}
