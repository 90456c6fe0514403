package renewals.activation.estimate.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import renewals.activation.carrier.model.CarrierCondition;
import renewals.activation.carrier.model.CarrierDowntime;
import renewals.activation.estimate.learn.Learner;
import renewals.activation.estimate.learn.QuotedTimes;
import renewals.activation.estimate.learn.TimesRecord;
import renewals.activation.estimate.learn.WaitingCounts;
import renewals.activation.estimate.model.Basis;
import renewals.activation.estimate.model.EstimateQuery;
import renewals.activation.estimate.model.ExpectedUsable;
import renewals.activation.estimate.model.Stage;

class EstimatesTest {

  private static final Instant NOW = Instant.parse("2026-03-04T02:30:00Z");
  private static final long MINUTE = 60_000;

  private final Map<String, byte[]> topic = new TreeMap<>();
  private final Estimates none = Fitting.ofNothing(NOW, EstimateSettings.DEFAULTS);

  private Learner learner(int partition) {
    return new Learner(partition, topic::get, () -> none);
  }

  private void store(List<TimesRecord> records) {
    for (TimesRecord record : records) {
      if (record.value() == null) {
        topic.remove(record.key());
      } else {
        topic.put(record.key(), record.value());
      }
    }
  }

  private Estimates fit() {
    Fitting fitting = new Fitting(NOW, Map.of(), EstimateSettings.DEFAULTS);
    topic.forEach(fitting::add);
    return fitting.estimates();
  }

  /** Reviews of 1 to {@code n} minutes, all decided in the last hours. */
  private static void reviews(Learner learner, String carrier, String channel, int n) {
    for (int i = 1; i <= n; i++) {
      long at = NOW.toEpochMilli() - (i % 24) * 60L * MINUTE;
      learner.at(carrier, channel).waits(Stage.REVIEW, at - i * MINUTE);
      learner.at(carrier, channel).ended(Stage.REVIEW, at - i * MINUTE, at);
    }
  }

  private static ExpectedUsable ask(Estimates estimates, String carrier, String channel, long age) {
    return ask(estimates, carrier, channel, age, CarrierCondition.NORMAL);
  }

  private static ExpectedUsable ask(
      Estimates estimates, String carrier, String channel, long age, CarrierCondition condition) {
    CarrierDowntime downtime = CarrierDowntime.NONE.with(condition, NOW.minus(Duration.ofDays(15)));
    Instant since = NOW.minusMillis(age * MINUTE);
    return estimates.expect(
        new EstimateQuery(carrier, channel, Stage.REVIEW, since, List.of(condition), downtime),
        NOW);
  }

  private static double minutes(@Nullable Instant at) {
    assertThat(at).isNotNull();
    return (at.toEpochMilli() - NOW.toEpochMilli()) / (double) MINUTE;
  }

  @Test
  void shouldTellMedianAndNinetyPercentQuantile() {
    Learner learner = learner(0);
    reviews(learner, "c", "p", 200);
    store(learner.changes());
    ExpectedUsable told = ask(fit(), "c", "p", 0);
    assertThat(minutes(told.likely())).isCloseTo(100, within(6.0));
    assertThat(minutes(told.by())).isCloseTo(180, within(9.0));
    assertThat(told.basis()).isEqualTo(Basis.CARRIER_AND_CHANNEL);
    assertThat(told.observations()).isEqualTo(200);
    assertThat(told.why()).isNull();
  }

  @Test
  void shouldCountTheTimeAlreadyWaited() {
    Learner learner = learner(0);
    reviews(learner, "c", "p", 200);
    store(learner.changes());
    ExpectedUsable told = ask(fit(), "c", "p", 100);
    assertThat(minutes(told.likely())).isCloseTo(50, within(6.0));
    assertThat(minutes(told.by())).isCloseTo(90, within(9.0));
  }

  @Test
  void shouldFallBackToCarrierThenToAllThenToTheDefault() {
    Learner learner = learner(0);
    reviews(learner, "c", "p", 29);
    reviews(learner, "c", "q", 29);
    store(learner.changes());
    assertThat(ask(fit(), "c", "p", 0).basis()).isEqualTo(Basis.CARRIER);
    assertThat(ask(fit(), "c", "p", 0).observations()).isEqualTo(58);
    assertThat(ask(fit(), "other", "p", 0).basis()).isEqualTo(Basis.ALL);
    ExpectedUsable byDefault = ask(none, "c", "p", 0);
    assertThat(byDefault.basis()).isEqualTo(Basis.DEFAULT);
    assertThat(byDefault.observations()).isZero();
    assertThat(minutes(byDefault.likely())).isCloseTo(240, within(5.0));
    assertThat(minutes(byDefault.by())).isCloseTo(1440, within(30.0));
  }

  @Test
  void shouldAddUpWhatPartitionsSaw() {
    Random random = new Random(11);
    Learner[] learners = {learner(0), learner(1), learner(2)};
    for (int i = 1; i <= 200; i++) {
      Learner learner = learners[random.nextInt(3)];
      learner.at("c", "p").waits(Stage.REVIEW, NOW.toEpochMilli() - i * MINUTE);
      learner.at("c", "p").ended(Stage.REVIEW, NOW.toEpochMilli() - i * MINUTE, NOW.toEpochMilli());
    }
    for (Learner learner : learners) {
      store(learner.changes());
    }
    assertThat(ask(fit(), "c", "p", 0).observations()).isEqualTo(200);
    assertThat(minutes(ask(fit(), "c", "p", 0).by())).isCloseTo(180, within(9.0));
  }

  @Test
  void shouldGoOnFromTheStoreAfterARestart() {
    Learner before = learner(0);
    reviews(before, "c", "p", 100);
    before.at("c", "p").waits(Stage.REVIEW, NOW.toEpochMilli() - 30 * MINUTE);
    store(before.changes());
    Learner after = learner(0);
    reviews(after, "c", "p", 100);
    store(after.changes());
    assertThat(ask(fit(), "c", "p", 0).observations()).isEqualTo(200);
    after.at("c", "p").ended(Stage.REVIEW, NOW.toEpochMilli() - 30 * MINUTE, NOW.toEpochMilli());
    store(after.changes());
    assertThat(WaitingCounts.decode(topic.get("c|p|0|w")).encode()).hasSize(1);
  }

  @Test
  void shouldSeeSlownessInThoseWhoStillWait() {
    Learner learner = learner(0);
    reviews(learner, "c", "p", 200);
    store(learner.changes());
    double before = minutes(ask(fit(), "c", "p", 0).by());
    for (int i = 0; i < 100; i++) {
      learner.at("c", "p").waits(Stage.REVIEW, NOW.toEpochMilli() - 190 * MINUTE);
    }
    store(learner.changes());
    assertThat(minutes(ask(fit(), "c", "p", 0).by())).isGreaterThan(1.2 * before);
  }

  @Test
  void shouldShiftByAHaltWhoseEndIsKnown() {
    Learner learner = learner(0);
    reviews(learner, "c", "p", 200);
    store(learner.changes());
    CarrierCondition outage =
        new CarrierCondition(CarrierCondition.State.OUTAGE, NOW, NOW.plus(Duration.ofHours(5)));
    ExpectedUsable told = ask(fit(), "c", "p", 0, outage);
    assertThat(minutes(told.by())).isCloseTo(300 + 180, within(9.0));
    assertThat(told.why()).isEqualTo(ExpectedUsable.Why.OUTAGE);
  }

  @Test
  void shouldNameNoTimeInAHaltWithoutAKnownEnd() {
    CarrierCondition maintenance =
        new CarrierCondition(CarrierCondition.State.MAINTENANCE, NOW, null);
    ExpectedUsable told = ask(none, "c", "p", 0, maintenance);
    assertThat(told.by()).isNull();
    assertThat(told.likely()).isNull();
    assertThat(told.why()).isEqualTo(ExpectedUsable.Why.MAINTENANCE_OPEN_END);
  }

  @Test
  void shouldAddPaymentAndReviewForTheUnpaid() {
    Learner learner = learner(0);
    for (int i = 1; i <= 100; i++) {
      long at = NOW.toEpochMilli() - (i % 24) * 60L * MINUTE;
      learner.at("c", "p").ended(Stage.PAYMENT, at - 60 * MINUTE, at);
      learner.at("c", "p").ended(Stage.REVIEW, at - 30 * MINUTE, at);
    }
    store(learner.changes());
    ExpectedUsable told =
        fit()
            .expect(
                new EstimateQuery("c", "p", Stage.PAYMENT, NOW, List.of(), CarrierDowntime.NONE),
                NOW);
    assertThat(minutes(told.likely())).isCloseTo(90, within(5.0));
  }

  @Test
  void shouldCountPromisesByBasis() {
    Learner learner = learner(0);
    learner.at("c", "p").promised(Basis.CARRIER, true, NOW.toEpochMilli());
    learner.at("c", "p").promised(Basis.CARRIER, true, NOW.toEpochMilli());
    learner.at("c", "p").promised(Basis.CARRIER, false, NOW.toEpochMilli());
    store(learner.changes());
    assertThat(fit().promises())
        .containsExactly(
            Map.entry(new QuotedTimes.Of("c", "p", Basis.CARRIER), new QuotedTimes.Kept(2, 1)));
  }

  @Test
  void shouldKeepAFortnightInDaysAndForgetWhatIsOlder() {
    Learner learner = learner(0);
    long day = 86_400_000;
    for (int back = 0; back < 20; back++) {
      learner.at("c", "p").promised(Basis.ALL, true, NOW.toEpochMilli() - back * day);
    }
    store(learner.changes());
    store(
        learner.tidy(
            NOW.toEpochMilli(),
            topic.entrySet().stream()
                .map(e -> new TimesRecord(e.getKey(), e.getValue()))
                .toList()
                .iterator()));
    assertThat(topic).hasSize(15);
    assertThat(fit().promises().get(new QuotedTimes.Of("c", "p", Basis.ALL)).held()).isEqualTo(15);
  }

  /** Prints what docs/estimates.md says of the cost; the bound is far off, for busy machines. */
  @Test
  void shouldBeCheapToAskAndToTeach() {
    Learner learner = learner(0);
    reviews(learner, "c", "p", 20_000);
    store(learner.changes());
    Estimates estimates = fit();
    double teach = 0;
    double paid = 0;
    double unpaid = 0;
    for (int round = 0; round < 5; round++) {
      teach = micros(10_000, i -> teach(learner, i));
      paid = micros(10_000, i -> ask(estimates, "c", "p", i % 100));
      unpaid =
          micros(
              5_000,
              i ->
                  estimates.expect(
                      new EstimateQuery(
                          "c",
                          "p",
                          Stage.PAYMENT,
                          NOW.minusSeconds(i % 100),
                          List.of(),
                          CarrierDowntime.NONE),
                      NOW));
    }
    System.out.printf(
        "cost: to teach one wait and its end %.2f µs, to ask for a paid renewal %.2f µs, for an"
            + " unpaid one %.2f µs%n",
        teach, paid, unpaid);
    assertThat(teach).isLessThan(50);
    assertThat(paid).isLessThan(100);
    assertThat(unpaid).isLessThan(500);
  }

  private static void teach(Learner learner, int i) {
    long since = NOW.toEpochMilli() - (i % 200) * MINUTE;
    learner.at("c", "p").waits(Stage.REVIEW, since);
    learner.at("c", "p").ended(Stage.REVIEW, since, NOW.toEpochMilli());
  }

  private static double micros(int times, java.util.function.IntConsumer work) {
    long began = System.nanoTime();
    for (int i = 0; i < times; i++) {
      work.accept(i);
    }
    return (System.nanoTime() - began) / 1_000.0 / times;
  }
}
