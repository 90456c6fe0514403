package renewals.portal.ops;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import renewals.portal.client.QueryClient;
import renewals.portal.ops.OpsFigures.ProcessingTime;
import renewals.portal.ops.OpsFigures.Promised;
import renewals.portal.ops.OpsFigures.StuckMoney;
import renewals.schemas.query.QueryResponses;
import renewals.schemas.query.QueryResponses.StateCounts;
import renewals.schemas.query.QueryResponses.UnreadLoss;

/** The figures of all partitions, as activation-stream answers; what it doesn't is missing. */
public final class GatheredFigures implements Supplier<OpsFigures> {

  private static final String NO_ANSWER =
      "not known, activation-stream gives no answer; this page asks again by itself";

  private final QueryClient queries;

  public GatheredFigures(QueryClient queries) {
    this.queries = queries;
  }

  @Override
  public OpsFigures get() {
    return of(queries.stateCounts(), queries.processingTimes(), queries.unreadLosses());
  }

  /** Figures of these answers. */
  public static OpsFigures of(
      Optional<StateCounts> counts,
      Optional<QueryResponses.ProcessingTimes> times,
      Optional<QueryResponses.UnreadLosses> losses) {
    return new OpsFigures(
        counts.map(GatheredFigures::scope).orElse(NO_ANSWER),
        counts.map(known -> known.missing().isEmpty()).orElse(false),
        counts.map(known -> known.counts().renewals()).orElse(Map.of()),
        counts.map(known -> money(known.counts())).orElse(List.of()),
        times.map(known -> Instant.parse(known.asOf())).orElse(null),
        times.map(GatheredFigures::times).orElse(List.of()),
        times.map(GatheredFigures::promises).orElse(List.of()),
        losses.map(GatheredFigures::lost).orElse(List.of()));
  }

  private static String scope(StateCounts counts) {
    String instances = counts.instances() == 1 ? "1 instance" : counts.instances() + " instances";
    List<String> said = new ArrayList<>();
    int known = counts.partitions() - counts.missing().size();
    said.add("%d of %d partitions, from %s".formatted(known, counts.partitions(), instances));
    if (!counts.silent().isEmpty()) {
      said.add("no answer from " + String.join(", ", counts.silent()));
    }
    if (!counts.missing().isEmpty()) {
      said.add(
          counts.missing().stream()
              .map(String::valueOf)
              .collect(
                  Collectors.joining(
                      ", ", "not counted: partition ", ", being moved or without an answer")));
    }
    return String.join("; ", said);
  }

  private static List<StuckMoney> money(QueryResponses.StateCount total) {
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

  private static List<ProcessingTime> times(QueryResponses.ProcessingTimes newest) {
    return newest.times().stream()
        .sorted(Comparator.comparingLong(QueryResponses.StageTime::observations).reversed())
        .map(
            row ->
                new ProcessingTime(
                    who(row.carrierId(), row.channelId()),
                    row.stage().equals("PAYMENT") ? "request → paid" : "paid → decided",
                    duration(row.medianMillis()),
                    duration(row.ninetyPercentMillis()),
                    row.observations()))
        .toList();
  }

  private static @Nullable Duration duration(@Nullable Long millis) {
    return millis == null ? null : Duration.ofMillis(millis);
  }

  private static List<Promised> promises(QueryResponses.ProcessingTimes newest) {
    return newest.promises().stream()
        .map(
            one ->
                new Promised(
                    who(one.carrierId(), one.channelId()), one.basis(), one.held(), one.broken()))
        .sorted(Comparator.comparingLong(Promised::all).reversed())
        .toList();
  }

  private static List<OpsFigures.Lost> lost(QueryResponses.UnreadLosses losses) {
    return losses.losses().stream()
        .map(loss -> new OpsFigures.Lost(Instant.parse(loss.at()), said(loss)))
        .toList();
  }

  private static String said(UnreadLoss loss) {
    return "%s-%d offsets %d to %d"
        .formatted(loss.topic(), loss.partition(), loss.from(), loss.to() - 1);
  }

  private static String who(String carrierId, @Nullable String channelId) {
    return carrierId + " · " + (channelId == null ? "all channels" : channelId);
  }
}
