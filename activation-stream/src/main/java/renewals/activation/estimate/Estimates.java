package renewals.activation.estimate;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import renewals.activation.domain.Basis;
import renewals.activation.domain.CarrierDowntime;
import renewals.activation.domain.ExpectedUsable;
import renewals.activation.domain.Stage;
import renewals.activation.estimate.Model.Fitted;

/**
 * What is known of processing times at one moment, to be asked by any number of threads. Immutable
 * but for a memo of clocks.
 */
public final class Estimates {

  /** How far back they remember. */
  public static final Duration MEMORY = Duration.ofMillis(Retention.FORTNIGHT);

  /** Payment waits for nobody's office. */
  static final WorkClock WALL =
      WorkClock.of(WorkingWeek.ALWAYS, CarrierDowntime.NONE, ZoneOffset.UTC, Instant.EPOCH);

  record Place(String carrierId, String channelId) {}

  record Carrier(Model model, WorkingWeek week, CarrierDowntime halts, CarrierClocks clocks) {}

  /** A carrier through all its channels comes before each of them. */
  private static final Comparator<Row> ORDER =
      Comparator.comparing(Row::carrierId)
          .thenComparing(Row::channelId, Comparator.nullsFirst(Comparator.naturalOrder()))
          .thenComparing(Row::stage);

  private record ClockKey(String carrierId, CarrierDowntime halts) {}

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
  private final EstimateSettings settings;
  private final Map<Place, Model> models;
  private final Map<String, Carrier> carriers;
  private final Model everybody;
  private final Map<QuotedTimes.Of, QuotedTimes.Kept> promises;
  private final Curve assumedPayment;
  private final Curve assumedReview;
  private final Map<ClockKey, CarrierClocks> clocks = new ConcurrentHashMap<>();

  Estimates(
      Instant asOf,
      EstimateSettings settings,
      Map<Place, Model> models,
      Map<String, Carrier> carriers,
      Model everybody,
      Map<QuotedTimes.Of, QuotedTimes.Kept> promises) {
    this.asOf = asOf;
    this.settings = settings;
    this.models = Map.copyOf(models);
    this.carriers = Map.copyOf(carriers);
    this.everybody = everybody;
    this.promises = promises;
    assumedPayment = settings.payment().curve();
    assumedReview = settings.review().curve();
  }

  /** Nothing known yet: every answer rests on the settings. */
  public static Estimates none(Instant now, EstimateSettings settings) {
    return new Fitting(now, Map.of(), settings).estimates();
  }

  /** When these were fitted. */
  public Instant asOf() {
    return asOf;
  }

  /** How often promises held, by carrier, channel and basis, in this order. */
  public Map<QuotedTimes.Of, QuotedTimes.Kept> promises() {
    return Collections.unmodifiableMap(promises);
  }

  /** When a waiting renewal will be usable, as seen at {@code now}. */
  public ExpectedUsable expect(EstimateQuery question, Instant now) {
    return new Estimator(this, question, now.toEpochMilli()).answer();
  }

  /** Median and 90 % time by carrier and channel, in working time, carriers in order. */
  public List<Row> table() {
    List<Row> rows = new ArrayList<>();
    new TreeMap<>(carriers).forEach((id, carrier) -> addRows(rows, id, null, carrier.model()));
    models.forEach((place, model) -> addRows(rows, place.carrierId(), place.channelId(), model));
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

  /** The particular model if it rests on enough, else the next, with what it is. */
  Found find(String carrierId, String channelId, Stage stage) {
    Model own = models.getOrDefault(new Place(carrierId, channelId), Model.UNKNOWN);
    if (isEnough(own.of(stage))) {
      return new Found(own, Basis.CARRIER_AND_CHANNEL, own.of(stage).observations());
    }
    Carrier carrier = carriers.get(carrierId);
    if (carrier != null && isEnough(carrier.model().of(stage))) {
      return new Found(carrier.model(), Basis.CARRIER, carrier.model().of(stage).observations());
    }
    if (isEnough(everybody.of(stage))) {
      return new Found(everybody, Basis.ALL, everybody.of(stage).observations());
    }
    return new Found(Model.UNKNOWN, Basis.DEFAULT, 0);
  }

  boolean isEnough(Fitted fitted) {
    return fitted.curve() != null && fitted.observations() >= settings.fewest();
  }

  Curve assumed(Stage stage) {
    return stage == Stage.PAYMENT ? assumedPayment : assumedReview;
  }

  CarrierClocks clocksOf(String carrierId) {
    Carrier carrier = carriers.get(carrierId);
    return carrier != null ? carrier.clocks() : clocksOf(carrierId, CarrierDowntime.NONE);
  }

  /** The carrier's clocks with the halts of now, which may be newer than those of the fit. */
  CarrierClocks clocksOf(String carrierId, CarrierDowntime halts) {
    Carrier carrier = carriers.get(carrierId);
    if (carrier != null && carrier.halts().equals(halts)) {
      return carrier.clocks();
    }
    WorkingWeek week = carrier == null ? WorkingWeek.ALWAYS : carrier.week();
    return clocks.computeIfAbsent(
        new ClockKey(carrierId, halts),
        key -> CarrierClocks.of(week, halts, settings.zoneOf(carrierId), asOf));
  }

  record Found(Model model, Basis basis, long observations) {}
}
