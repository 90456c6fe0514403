package renewals.activation.estimate.fit;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import renewals.activation.estimate.clock.CarrierClocks;
import renewals.activation.estimate.clock.ClocksByCarrier;
import renewals.activation.estimate.fit.Model.Fitted;
import renewals.activation.estimate.learn.QuotedTimes;
import renewals.activation.estimate.learn.Retention;
import renewals.activation.estimate.model.Basis;
import renewals.activation.estimate.model.EstimateQuery;
import renewals.activation.estimate.model.ExpectedUsable;
import renewals.activation.estimate.model.Stage;

/**
 * What is known of processing times at one moment, to be asked by any number of threads. Immutable.
 */
public final class Estimates implements ClocksByCarrier {

  /** How far back they remember. */
  public static final Duration MEMORY = Duration.ofMillis(Retention.FORTNIGHT);

  /** A carrier through all its channels comes before each of them. */
  private static final Comparator<Row> ORDER =
      Comparator.comparing(Row::carrierId)
          .thenComparing(Row::channelId, Comparator.nullsFirst(Comparator.naturalOrder()))
          .thenComparing(Row::stage);

  /**
   * One line of the table of processing times.
   *
   * @param channelId null for the whole carrier
   * @param observations how many ended in the last fortnight
   */
  public record Row(
      String carrierId,
      @Nullable String channelId,
      Stage stage,
      long observations,
      long medianMillis,
      long ninthMillis) {}

  private final Instant asOf;
  private final FittedModels models;
  private final Map<QuotedTimes.Of, QuotedTimes.Kept> promises;

  Estimates(Instant asOf, FittedModels models, Map<QuotedTimes.Of, QuotedTimes.Kept> promises) {
    this.asOf = asOf;
    this.models = models;
    this.promises = promises;
  }

  /** When these were fitted. */
  public Instant asOf() {
    return asOf;
  }

  /** How often quoted times were kept, by carrier, channel and basis, in this order. */
  public Map<QuotedTimes.Of, QuotedTimes.Kept> promises() {
    return Collections.unmodifiableMap(promises);
  }

  /** The channels of a carrier of which anything was seen in the last fortnight. */
  public Set<String> channelsOf(String carrierId) {
    Set<String> channels = new TreeSet<>();
    for (FittedModels.Place place : models.places().keySet()) {
      if (place.carrierId().equals(carrierId)) {
        channels.add(place.channelId());
      }
    }
    return channels;
  }

  /** How often quoted times of a carrier and channel were kept; empty where none came due. */
  public Optional<QuotedTimes.Kept> keptOf(String carrierId, String channelId) {
    return Arrays.stream(Basis.values())
        .map(basis -> promises.get(new QuotedTimes.Of(carrierId, channelId, basis)))
        .filter(Objects::nonNull)
        .reduce(QuotedTimes.Kept::plus);
  }

  /** When a waiting renewal will be usable, as seen at {@code now}. */
  public ExpectedUsable expect(EstimateQuery question, Instant now) {
    return new Estimator(models, question, now.toEpochMilli()).answer();
  }

  /** Median and 90 % time by carrier and channel, in working time, carriers in order. */
  public List<Row> table() {
    List<Row> rows = new ArrayList<>();
    models.carriers().forEach((id, carrier) -> addRows(rows, id, null, carrier.model()));
    models
        .places()
        .forEach((place, model) -> addRows(rows, place.carrierId(), place.channelId(), model));
    rows.sort(ORDER);
    return rows;
  }

  private static void addRows(
      List<Row> rows, String carrierId, @Nullable String channelId, Model model) {
    for (Stage stage : Stage.values()) {
      Fitted fitted = model.of(stage);
      Curve curve = fitted.curve();
      if (curve != null) {
        rows.add(
            new Row(
                carrierId,
                channelId,
                stage,
                fitted.observations(),
                (long) curve.lasts(0.5, 0),
                (long) curve.lasts(0.9, 0)));
      }
    }
  }

  /** The clocks that a carrier's reviews are measured by. */
  @Override
  public CarrierClocks clocksOf(String carrierId) {
    return models.clocksOf(carrierId);
  }
}
