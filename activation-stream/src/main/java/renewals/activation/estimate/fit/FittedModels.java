package renewals.activation.estimate.fit;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import renewals.activation.carrier.model.CarrierDowntime;
import renewals.activation.estimate.clock.CarrierClocks;
import renewals.activation.estimate.clock.WorkingWeek;
import renewals.activation.estimate.fit.Model.Fitted;
import renewals.activation.estimate.model.Basis;
import renewals.activation.estimate.model.Stage;

/**
 * What was fitted at one moment: a model for each carrier and channel, each carrier, and all
 * together, and the carriers' clocks. Immutable but for a memo of clocks; for any number of
 * threads.
 */
final class FittedModels {

  /** A channel of a carrier. */
  record Place(String carrierId, String channelId) {}

  /** A carrier through all its channels. */
  record Carrier(Model model, WorkingWeek week, CarrierDowntime downtime, CarrierClocks clocks) {}

  /** A model that rests on enough, and what it is. */
  record Found(Model model, Basis basis, long observations) {}

  private record ClockKey(String carrierId, CarrierDowntime downtime) {}

  private final Instant asOf;
  private final EstimateSettings settings;
  private final Set<MethodPart> leftOut;
  private final Map<Place, Model> places;
  private final Map<String, Carrier> carriers;
  private final Model everybody;
  private final Curve assumedPayment;
  private final Curve assumedReview;
  private final Map<ClockKey, CarrierClocks> clocks = new ConcurrentHashMap<>();

  FittedModels(
      Instant asOf,
      EstimateSettings settings,
      Set<MethodPart> leftOut,
      Map<Place, Model> places,
      Map<String, Carrier> carriers,
      Model everybody) {
    this.asOf = asOf;
    this.settings = settings;
    this.leftOut = leftOut;
    this.places = Map.copyOf(places);
    this.carriers = Map.copyOf(carriers);
    this.everybody = everybody;
    this.assumedPayment = settings.payment().curve();
    this.assumedReview = settings.review().curve();
  }

  Map<Place, Model> places() {
    return places;
  }

  Map<String, Carrier> carriers() {
    return carriers;
  }

  /** The particular model if it rests on enough, else the next, with what it is. */
  Found find(String carrierId, String channelId, Stage stage) {
    Model own = places.getOrDefault(new Place(carrierId, channelId), Model.UNKNOWN);
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

  /** The carrier's clocks with the downtimes of now, which may be newer than those of the fit. */
  CarrierClocks clocksOf(String carrierId, CarrierDowntime downtime) {
    Carrier carrier = carriers.get(carrierId);
    if (carrier != null && carrier.downtime().equals(downtime)) {
      return carrier.clocks();
    }
    WorkingWeek week = carrier == null ? WorkingWeek.ALWAYS : carrier.week();
    return clocks.computeIfAbsent(
        new ClockKey(carrierId, downtime),
        key -> clocks(week, downtime, settings.zoneOf(carrierId), asOf, leftOut));
  }

  static CarrierClocks clocks(
      WorkingWeek week,
      CarrierDowntime downtime,
      ZoneId zone,
      Instant around,
      Set<MethodPart> leftOut) {
    CarrierClocks clocks = CarrierClocks.of(week, downtime, zone, around);
    return leftOut.contains(MethodPart.CLOSED_HOURS_APART) ? clocks.withoutGrace() : clocks;
  }

  boolean leavesOut(MethodPart part) {
    return leftOut.contains(part);
  }
}
