package renewals.activation.estimate;

import renewals.activation.estimate.Model.Fitted;

/** The life tables of one model while it is fitted. */
final class ModelTables {

  private final long now;
  private final LifeTable payment = new LifeTable();
  private final LifeTable review = new LifeTable();
  private final LifeTable begunOpen = new LifeTable();
  private final LifeTable begunClosed = new LifeTable();

  ModelTables(long now) {
    this.now = now;
  }

  void add(Bucket bucket, long middle, CarrierClocks clocks) {
    Bucket.Part pay = bucket.part(Stage.PAYMENT);
    if (pay.elapsed.count() > 0) {
      payment.addDecided(
          pay.elapsed, LifeTable.sinceStarts(Estimates.WALL, now, middle));
    }
    payment.addBrokenOff(pay.brokenOff);
    Bucket.Part decided = bucket.part(Stage.REVIEW);
    review.addBrokenOff(decided.brokenOff);
    if (decided.elapsed.count() > 0) {
      review.addDecided(
          decided.elapsed, LifeTable.sinceStarts(clocks.elapsed(), now, middle));
    }
    if (clocks.working().hasHours()) {
      double[] since = LifeTable.sinceStarts(clocks.working(), now, middle);
      begunOpen.addDecided(decided.begunOpen, since);
      begunClosed.addDecided(decided.begunClosed, since);
    }
  }

  void add(WaitingCounts waiting, CarrierClocks clocks) {
    double[] wall = LifeTable.sinceStarts(Estimates.WALL, now, now);
    double[] elapsed = LifeTable.sinceStarts(clocks.elapsed(), now, now);
    double[] working = LifeTable.sinceStarts(clocks.working(), now, now);
    waiting.forEach(
        (stage, since, n) -> {
          if (stage == Stage.PAYMENT) {
            payment.addWaiting(Math.max(0, now - since), wall, n);
            return;
          }
          review.addWaiting(Math.max(0, clocks.elapsed().between(since, now)), elapsed, n);
          if (clocks.working().hasHours()) {
            LifeTable table = clocks.working().beginsClosed(since) ? begunClosed : begunOpen;
            table.addWaiting(clocks.working().age(since, now), working, n);
          }
        });
  }

  Model fit() {
    return new Model(
        Fitted.of(payment), Fitted.of(review), Fitted.of(begunOpen), Fitted.of(begunClosed));
  }
}
