package renewals.activation.ops;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import renewals.activation.api.AllTallies.Gathered;
import renewals.activation.domain.RenewalStatus.State;
import renewals.activation.domain.Stage;
import renewals.activation.domain.StateCounts;
import renewals.activation.estimate.Estimates;
import renewals.activation.ops.OpsFigures.ProcessingTime;
import renewals.activation.ops.OpsFigures.Promised;
import renewals.activation.ops.OpsFigures.StuckMoney;

/** The figures of all partitions, from whichever instances work on them. */
public final class GatheredFigures implements Supplier<OpsFigures> {

  private final Supplier<Gathered> tallies;
  private final Supplier<Estimates> estimates;

  /**
   * Figures from these.
   *
   * @param tallies asks all instances
   * @param estimates the newest
   */
  public GatheredFigures(Supplier<Gathered> tallies, Supplier<Estimates> estimates) {
    this.tallies = tallies;
    this.estimates = estimates;
  }

  @Override
  public OpsFigures get() {
    Gathered gathered = tallies.get();
    Estimates newest = estimates.get();
    return new OpsFigures(
        scope(gathered),
        gathered.missing().isEmpty(),
        byState(gathered.total()),
        money(gathered.total()),
        newest.asOf(),
        times(newest),
        promises(newest));
  }

  private static String scope(Gathered gathered) {
    String instances =
        gathered.instances() == 1 ? "1 instance" : gathered.instances() + " instances";
    List<String> said = new ArrayList<>();
    int known = gathered.partitions() - gathered.missing().size();
    said.add("%d of %d partitions, from %s".formatted(known, gathered.partitions(), instances));
    if (!gathered.silent().isEmpty()) {
      said.add("no answer from " + String.join(", ", gathered.silent()));
    }
    if (!gathered.missing().isEmpty()) {
      said.add(
          gathered.missing().stream()
              .map(String::valueOf)
              .collect(
                  Collectors.joining(
                      ", ", "not counted: partition ", ", being moved or without an answer")));
    }
    return String.join("; ", said);
  }

  private static Map<String, Long> byState(StateCounts total) {
    Map<String, Long> byState = new LinkedHashMap<>();
    for (State state : State.values()) {
      byState.put(state.name(), total.renewals().getOrDefault(state, 0L));
    }
    return byState;
  }

  private static List<StuckMoney> money(StateCounts total) {
    Set<String> currencies = new TreeSet<>(total.paidNotUsable().keySet());
    currencies.addAll(total.owedBack().keySet());
    return currencies.stream()
        .map(
            currency ->
                new StuckMoney(
                    currency,
                    total.paidNotUsable().getOrDefault(currency, 0L),
                    total.owedBack().getOrDefault(currency, 0L)))
        .toList();
  }

  private static List<ProcessingTime> times(Estimates newest) {
    return newest.table().stream()
        .sorted(Comparator.comparingLong(Estimates.Row::observations).reversed())
        .map(
            row ->
                new ProcessingTime(
                    who(row.carrierId(), row.channelId()),
                    row.stage() == Stage.PAYMENT ? "request → paid" : "paid → decided",
                    duration(row.medianMillis()),
                    duration(row.ninthMillis()),
                    row.observations()))
        .toList();
  }

  private static @Nullable Duration duration(long millis) {
    return millis == Long.MAX_VALUE ? null : Duration.ofMillis(millis);
  }

  private static List<Promised> promises(Estimates newest) {
    return newest.promises().entrySet().stream()
        .map(
            one ->
                new Promised(
                    who(one.getKey().carrierId(), one.getKey().channelId()),
                    one.getKey().basis().wireName(),
                    one.getValue().held(),
                    one.getValue().broken()))
        .sorted(Comparator.comparingLong(Promised::all).reversed())
        .toList();
  }

  private static String who(String carrierId, @Nullable String channelId) {
    return carrierId + " · " + (channelId == null ? "all channels" : channelId);
  }
}
