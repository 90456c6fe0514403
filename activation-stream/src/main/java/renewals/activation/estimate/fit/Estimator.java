package renewals.activation.estimate.fit;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import renewals.activation.carrier.model.CarrierCondition;
import renewals.activation.estimate.clock.CarrierClocks;
import renewals.activation.estimate.clock.WorkClock;
import renewals.activation.estimate.fit.FittedModels.Found;
import renewals.activation.estimate.model.Basis;
import renewals.activation.estimate.model.EstimateQuery;
import renewals.activation.estimate.model.ExpectedUsable;
import renewals.activation.estimate.model.ExpectedUsable.Why;
import renewals.activation.estimate.model.Stage;

/** Answers one question. */
final class Estimator {

  private static final double LIKELY = 0.5;
  private static final double BY = 0.9;

  /** In how many equally likely instants of payment the time until it is cut. */
  private static final int PAYMENTS = 12;

  private static final long RESOLUTION = 1_000;
  private static final long FURTHEST = 40L * 86_400_000;
  private static final long NEVER = Long.MAX_VALUE;

  private final FittedModels models;
  private final EstimateQuery question;
  private final long now;
  private final CarrierClocks clocks;
  private final Found review;

  Estimator(FittedModels models, EstimateQuery question, long now) {
    this.models = models;
    this.question = question;
    this.now = now;
    this.clocks = models.clocksOf(question.carrierId(), question.downtime());
    this.review = models.find(question.carrierId(), question.channelId(), Stage.REVIEW);
  }

  ExpectedUsable answer() {
    if (question.stage() == Stage.PAYMENT) {
      return unpaid();
    }
    Reviewing wait = reviewing(question.since().toEpochMilli());
    double age = wait.clock().age(wait.start(), now);
    long likely = wait.when(wait.curve().lasts(LIKELY, age));
    long by = wait.when(wait.curve().lasts(BY, age));
    return answered(likely, by, review.basis(), review.observations());
  }

  /** One review: when it begins, by which clock it runs, how long it takes on it. */
  private record Reviewing(long start, WorkClock clock, Curve curve) {
    long when(double age) {
      return Double.isInfinite(age) ? NEVER : clock.when(start, age);
    }

    double doneAt(long at) {
      return at <= start ? 0 : curve.done(clock.age(start, at));
    }
  }

  private Reviewing reviewing(long start) {
    WorkClock working = clocks.working();
    if (working.hasHours()) {
      Model model = review.model();
      Model.Fitted byHour = working.beginsClosed(start) ? model.begunClosed() : model.begunOpen();
      if (byHour.curve() != null && models.isEnough(byHour)) {
        return new Reviewing(start, working, byHour.curve());
      }
    }
    Curve curve = review.model().review().curve();
    return new Reviewing(
        start, clocks.elapsed(), curve != null ? curve : models.assumed(Stage.REVIEW));
  }

  /** Payment and review one after the other: the review's time over each instant of payment. */
  private ExpectedUsable unpaid() {
    Found payment = models.find(question.carrierId(), question.channelId(), Stage.PAYMENT);
    Curve known = payment.model().payment().curve();
    Curve curve = known != null ? known : models.assumed(Stage.PAYMENT);
    long since = question.since().toEpochMilli();
    Reviewing[] ways = new Reviewing[models.leavesOut(MethodPart.PAYMENT_INSTANTS) ? 1 : PAYMENTS];
    for (int i = 0; i < ways.length; i++) {
      double lasts = curve.lasts((i + 0.5) / ways.length, (double) Math.max(0, now - since));
      long paidAt = Double.isInfinite(lasts) ? now + FURTHEST : since + (long) lasts;
      ways[i] = reviewing(paidAt);
    }
    boolean lesser = payment.basis().compareTo(review.basis()) > 0;
    return answered(
        quantile(ways, LIKELY),
        quantile(ways, BY),
        lesser ? payment.basis() : review.basis(),
        Math.min(payment.observations(), review.observations()));
  }

  private static long quantile(Reviewing[] ways, double quantile) {
    long low = NEVER;
    long high = 0;
    for (Reviewing way : ways) {
      long at = way.when(way.curve().lasts(quantile, 0));
      low = Math.min(low, at);
      high = Math.max(high, at);
    }
    if (high == NEVER) {
      return NEVER;
    }
    while (high - low > RESOLUTION) {
      long middle = (low + high) >>> 1;
      double done = 0;
      for (Reviewing way : ways) {
        done += way.doneAt(middle);
      }
      if (done >= quantile * ways.length) {
        high = middle;
      } else {
        low = middle;
      }
    }
    return high;
  }

  private ExpectedUsable answered(long likely, long by, Basis basis, long observations) {
    CarrierCondition openEnd = firstHalt(by, true);
    if (openEnd != null) {
      boolean before = likely <= openEnd.startsAt().toEpochMilli();
      return new ExpectedUsable(
          before ? instant(likely) : null, null, basis, observations, openEnd(openEnd));
    }
    if (by - now > FURTHEST || by == NEVER) {
      return new ExpectedUsable(
          likely - now > FURTHEST ? null : instant(likely),
          null,
          basis,
          observations,
          Why.BEYOND_EXPERIENCE);
    }
    CarrierCondition shifting = firstHalt(by, false);
    return new ExpectedUsable(
        instant(likely), instant(by), basis, observations, shifting == null ? null : of(shifting));
  }

  /** The first downtime that begins before a moment and is not over yet, with an end or without. */
  private @Nullable CarrierCondition firstHalt(long before, boolean openEnd) {
    for (CarrierCondition condition : question.conditions()) {
      Instant endsAt = condition.endsAt();
      boolean lasts = endsAt == null ? openEnd : !openEnd && endsAt.toEpochMilli() > now;
      if (condition.halts() && lasts && before > condition.startsAt().toEpochMilli()) {
        return condition;
      }
    }
    return null;
  }

  private Instant instant(long millis) {
    return Instant.ofEpochMilli(Math.max(millis, now));
  }

  private static Why openEnd(CarrierCondition halt) {
    return isOutage(halt) ? Why.OUTAGE_OPEN_END : Why.MAINTENANCE_OPEN_END;
  }

  private static Why of(CarrierCondition halt) {
    return isOutage(halt) ? Why.OUTAGE : Why.MAINTENANCE;
  }

  private static boolean isOutage(CarrierCondition halt) {
    return halt.state() == CarrierCondition.State.OUTAGE;
  }
}
