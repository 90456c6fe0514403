package renewals.activation.estimate.fit;

import java.util.Set;
import renewals.activation.estimate.clock.CarrierClocks;
import renewals.activation.estimate.clock.WorkClock;
import renewals.activation.estimate.fit.Model.Fitted;
import renewals.activation.estimate.learn.TimeBucket;
import renewals.activation.estimate.learn.WaitingCounts;
import renewals.activation.estimate.model.Stage;

/** The life tables of one model while it is fitted. */
final class ModelTables {

  private final long now;
  private final Set<MethodPart> leftOut;
  private final LifeTable payment;
  private final LifeTable review;
  private final LifeTable begunOpen;
  private final LifeTable begunClosed;

  ModelTables(long now, Set<MethodPart> leftOut) {
    this.now = now;
    this.leftOut = leftOut;
    this.payment = new LifeTable(leftOut);
    this.review = new LifeTable(leftOut);
    this.begunOpen = new LifeTable(leftOut);
    this.begunClosed = new LifeTable(leftOut);
  }

  void add(TimeBucket bucket, long from, long to, CarrierClocks clocks) {
    TimeBucket.Part pay = bucket.part(Stage.PAYMENT);
    if (pay.elapsed().count() > 0) {
      payment.addDecided(pay.elapsed(), LifeTable.sinceStarts(WorkClock.WALL, now, from, to));
    }
    payment.addBrokenOff(pay.brokenOff());
    TimeBucket.Part decided = bucket.part(Stage.REVIEW);
    review.addBrokenOff(decided.brokenOff());
    if (decided.elapsed().count() > 0) {
      review.addDecided(decided.elapsed(), LifeTable.sinceStarts(clocks.elapsed(), now, from, to));
    }
    if (clocks.working().hasHours()) {
      begunOpen.addDecided(
          decided.begunOpen(), LifeTable.sinceStarts(clocks.working(), now, from, to));
      begunClosed.addDecided(
          decided.begunClosed(), LifeTable.sinceStartsWithGrace(clocks, now, from, to));
    }
  }

  void add(WaitingCounts waiting, CarrierClocks clocks) {
    double[] wall = LifeTable.sinceStarts(WorkClock.WALL, now, now, now);
    double[] elapsed = LifeTable.sinceStarts(clocks.elapsed(), now, now, now);
    double[] working = LifeTable.sinceStarts(clocks.working(), now, now, now);
    double[] withGrace = LifeTable.sinceStartsWithGrace(clocks, now, now, now);
    waiting.forEach(
        (stage, since, n) -> {
          if (stage == Stage.PAYMENT) {
            payment.addWaiting((double) Math.max(0, now - since), wall, n);
            return;
          }
          review.addWaiting(Math.max(0, clocks.elapsed().between(since, now)), elapsed, n);
          if (clocks.working().hasHours()) {
            double age = clocks.working().age(since, now);
            if (clocks.working().beginsClosed(since)) {
              begunClosed.addWaiting(age, withGrace, n);
            } else {
              begunOpen.addWaiting(age, working, n);
            }
          }
        });
  }

  /**
   * The model. A change of pace is looked for by working time: where closed hours are known, in
   * what began in open ones, for what began in closed ones too, since the sketch does not hold when
   * those began. Many carriers together are no clock, so there it is not looked for.
   */
  Model fit(boolean manyCarriers) {
    CurveFit ofPayment = new CurveFit(payment, leftOut);
    CurveFit ofReview = new CurveFit(review, leftOut);
    CurveFit ofOpen = new CurveFit(begunOpen, leftOut);
    boolean hours = begunOpen.count() + begunClosed.count() > 0;
    int inOpen = manyCarriers || !hours ? 0 : ofOpen.change();
    return new Model(
        Fitted.of(payment, ofPayment, ofPayment.change()),
        Fitted.of(review, ofReview, manyCarriers || hours ? 0 : ofReview.change()),
        Fitted.of(begunOpen, ofOpen, inOpen),
        Fitted.of(begunClosed, new CurveFit(begunClosed, leftOut), inOpen));
  }
}
