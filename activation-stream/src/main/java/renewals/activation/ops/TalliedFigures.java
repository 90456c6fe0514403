package renewals.activation.ops;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import renewals.activation.domain.Standing.State;
import renewals.activation.domain.Tally;

/** The figures of the partitions that this instance works on; those of all instances add up. */
public final class TalliedFigures implements OpsFigures {

  private final Supplier<Tally> tally;

  public TalliedFigures(Supplier<Tally> tally) {
    this.tally = tally;
  }

  @Override
  public String scope() {
    return "the partitions of this instance; those of all instances add up";
  }

  @Override
  public Optional<Map<String, Long>> renewalsByState() {
    Map<State, Long> counts = tally.get().renewals();
    Map<String, Long> byState = new LinkedHashMap<>();
    for (State state : State.values()) {
      byState.put(state.name(), counts.getOrDefault(state, 0L));
    }
    return Optional.of(byState);
  }

  @Override
  public Optional<List<StuckMoney>> stuckMoney() {
    Tally now = tally.get();
    Set<String> currencies = new TreeSet<>(now.paidNotUsable().keySet());
    currencies.addAll(now.owedBack().keySet());
    List<StuckMoney> money = new ArrayList<>();
    for (String currency : currencies) {
      money.add(
          new StuckMoney(
              currency,
              now.paidNotUsable().getOrDefault(currency, 0L),
              now.owedBack().getOrDefault(currency, 0L)));
    }
    return Optional.of(money);
  }

  @Override
  public Optional<List<ProcessingTime>> processingTimes() {
    return Optional.empty();
  }
}
