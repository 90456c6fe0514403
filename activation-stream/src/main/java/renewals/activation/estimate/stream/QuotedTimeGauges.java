package renewals.activation.estimate.stream;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import renewals.activation.estimate.fit.Estimates;
import renewals.activation.estimate.learn.QuotedTimes;
import renewals.activation.estimate.learn.QuotedTimes.Kept;
import renewals.activation.estimate.model.Basis;

/**
 * How often the times that merchants were quoted were kept, as gauges. Every instance shows the
 * same numbers: those of all partitions, over the last fortnight. Carriers and channels without end
 * must not become time series without end: the busiest are named, the others are counted together.
 */
public final class QuotedTimeGauges {

  static final int MOST_NAMED = 200;
  static final String OTHERS = "(others)";

  private static final Place REST = new Place(OTHERS, OTHERS);
  private static final Kept NONE = new Kept(0, 0);

  private final MultiGauge gauges;

  private record Place(String carrierId, String channelId) {}

  /** Gauges in a registry; before anything is known, of the others alone, at 0. */
  public QuotedTimeGauges(MeterRegistry meters) {
    this.gauges =
        MultiGauge.builder("renewals.promises")
            .description("Expected times that were told, by whether they held; of a fortnight")
            .register(meters);
    show(Map.of());
  }

  /** From now on shows these. */
  public void show(Estimates newest) {
    show(newest.promises());
  }

  private void show(Map<QuotedTimes.Of, Kept> promises) {
    Set<Place> named = busiest(promises);
    Map<Place, Map<Basis, Kept>> shown = new HashMap<>();
    Map<Basis, Kept> rest = shown.computeIfAbsent(REST, place -> new EnumMap<>(Basis.class));
    for (Basis basis : Basis.values()) {
      rest.put(basis, NONE);
    }
    promises.forEach(
        (of, kept) -> {
          Place place = new Place(of.carrierId(), of.channelId());
          shown
              .computeIfAbsent(
                  named.contains(place) ? place : REST, any -> new EnumMap<>(Basis.class))
              .merge(of.basis(), kept, Kept::plus);
        });
    List<MultiGauge.Row<?>> rows = new ArrayList<>();
    shown.forEach(
        (place, byBasis) -> byBasis.forEach((basis, kept) -> addRows(rows, place, basis, kept)));
    gauges.register(rows, true);
  }

  private static Set<Place> busiest(Map<QuotedTimes.Of, Kept> promises) {
    Map<Place, Long> counts = new HashMap<>();
    promises.forEach(
        (of, kept) ->
            counts.merge(
                new Place(of.carrierId(), of.channelId()), kept.held() + kept.broken(), Long::sum));
    Comparator<Map.Entry<Place, Long>> busiestFirst =
        Map.Entry.<Place, Long>comparingByValue().reversed();
    return new HashSet<>(
        counts.entrySet().stream()
            .sorted(
                busiestFirst
                    .thenComparing(one -> one.getKey().carrierId())
                    .thenComparing(one -> one.getKey().channelId()))
            .limit(MOST_NAMED)
            .map(Map.Entry::getKey)
            .toList());
  }

  private static void addRows(List<MultiGauge.Row<?>> rows, Place place, Basis basis, Kept kept) {
    Tags tags =
        Tags.of(
            "carrier", place.carrierId(),
            "channel", place.channelId(),
            "basis", basis.wireName());
    rows.add(MultiGauge.Row.of(tags.and("outcome", "held"), kept.held()));
    rows.add(MultiGauge.Row.of(tags.and("outcome", "broken"), kept.broken()));
  }
}
