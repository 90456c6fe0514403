package renewals.activation.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static renewals.activation.topology.Events.approved;
import static renewals.activation.topology.Events.requested;
import static renewals.activation.topology.Events.settled;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import renewals.activation.estimate.fit.EstimateSettings;
import renewals.activation.estimate.fit.Estimates;
import renewals.activation.estimate.learn.QuotedTimes;
import renewals.activation.estimate.model.Basis;
import renewals.activation.estimate.model.QuotedTime;
import renewals.activation.estimate.model.Stage;
import renewals.activation.estimate.stream.Estimating;
import renewals.activation.renewal.model.Case;
import renewals.v1.ExpectedUsable;
import renewals.v1.RenewalUpdate;
import renewals.v1.UpdateKind;

/** Expected times on what merchants are told, what is learnt for them, and what became of them. */
class ExpectedTimesTest {

  private static final Instant CLOCK = Instant.parse("2026-03-02T02:00:00Z");
  private static final EstimateSettings.Assumed ASSUMED = EstimateSettings.DEFAULTS.review();

  private Pipeline pipeline = new Pipeline(CLOCK);

  @AfterEach
  void close() {
    pipeline.close();
  }

  @Test
  void shouldTellWithPaidWhenTheCardWillBeUsable() {
    pay("R1");

    ExpectedUsable expected = only(UpdateKind.PAID).getExpectedUsable();
    assertThat(expected.getBasis()).isEqualTo("default");
    assertThat(expected.getObservations()).isZero();
    assertThat(Duration.between(CLOCK, expected.getLikely()))
        .isCloseTo(ASSUMED.likely(), Duration.ofMinutes(1));
    assertThat(Duration.between(CLOCK, expected.getBy()))
        .isCloseTo(ASSUMED.by(), Duration.ofMinutes(1));
  }

  @Test
  void shouldTellWithDelayedGivenTheTimeAlreadyWaited() {
    pay("R1");

    pipeline.advance(Duration.ofDays(3));

    RenewalUpdate delayed = only(UpdateKind.DELAYED);
    assertThat(delayed.getExpectedUsable().getBy()).isAfter(delayed.getOccurredAt());
  }

  @Test
  void shouldTellNoTimeWithAnythingElse() {
    pay("R1");
    pipeline.take(approved("R1", "V1", pipeline.now()));

    assertThat(pipeline.updates())
        .filteredOn(update -> update.getKind() != UpdateKind.PAID)
        .isNotEmpty()
        .allSatisfy(update -> assertThat(update.getExpectedUsable()).isNull());
  }

  @Test
  void shouldRememberWhatItPromisedUntilTheCarrierHasDecided() {
    pay("R1");
    Instant by = only(UpdateKind.PAID).getExpectedUsable().getBy();
    assertThat(promises("R1")).containsExactly(new QuotedTime(by, Basis.DEFAULT, false));

    pipeline.take(approved("R1", "V1", pipeline.now()));

    assertThat(promises("R1")).isEmpty();
  }

  @Test
  void shouldCountAPromiseAsHeldIfTheCarrierDecidesByThen() {
    pay("R1");
    pipeline.advance(Duration.ofHours(1));
    pipeline.take(approved("R1", "V1", pipeline.now()));

    assertThat(fitted().promises()).isEqualTo(Map.of(ofDefault(), new QuotedTimes.Kept(1, 0)));
  }

  @Test
  void shouldCountAPromiseAsBrokenIfTheCarrierDecidesLater() {
    pay("R1");
    pipeline.advance(Duration.ofHours(50));
    pipeline.take(approved("R1", "V1", pipeline.now()));

    assertThat(fitted().promises()).isEqualTo(Map.of(ofDefault(), new QuotedTimes.Kept(0, 1)));
  }

  @Test
  void shouldCountAPromiseAsBrokenIfTheRenewalStalls() {
    pay("R1");
    pipeline.advance(Duration.ofDays(15));

    QuotedTimes.Kept kept = fitted().promises().get(ofDefault());
    assertThat(kept.held()).isZero();
    assertThat(kept.broken()).isPositive();
  }

  @Test
  void shouldLearnHowLongPaymentAndReviewTake() {
    for (int i = 0; i < 40; i++) {
      pipeline.take(requested("R" + i, pipeline.now()));
      pipeline.advance(Duration.ofMinutes(2));
      pipeline.take(settled("R" + i, "P" + i, 5000, pipeline.now()));
      pipeline.advance(Duration.ofMinutes(30));
      pipeline.take(approved("R" + i, "V" + i, pipeline.now()));
    }

    List<Estimates.Row> rows = fitted().table();
    assertThat(rows)
        .filteredOn(row -> "lakala-app".equals(row.channelId()))
        .extracting(Estimates.Row::stage, Estimates.Row::observations)
        .containsExactlyInAnyOrder(tuple(Stage.PAYMENT, 40L), tuple(Stage.REVIEW, 40L));
    assertThat(rows)
        .filteredOn(row -> row.stage() == Stage.REVIEW)
        .allSatisfy(
            row ->
                assertThat(Duration.ofMillis(row.medianMillis()))
                    .isCloseTo(Duration.ofMinutes(30), Duration.ofMinutes(2)));
  }

  @Test
  void shouldTellWithAReminderWhenARenewalOfNowWouldBeUsable() {
    pay("R1");
    pipeline.take(approved("R1", "V1", pipeline.now()));
    pipeline.updates();

    pipeline.advance(Duration.ofDays(25));

    RenewalUpdate reminder = only(UpdateKind.EXPIRY_REMINDER);
    assertThat(reminder.getExpectedUsable().getBy()).isAfter(reminder.getOccurredAt());
  }

  @Test
  void shouldNeitherTellNorLearnWhereItIsSwitchedOff() {
    pipeline.close();
    Estimating off =
        new Estimating(Pipeline.ESTIMATING.ofRenewals(), Pipeline.ESTIMATING.publishEvery(), false);
    pipeline = new Pipeline(CLOCK, off);
    pay("R1");
    pipeline.advance(Duration.ofHours(1));

    assertThat(only(UpdateKind.PAID).getExpectedUsable()).isNull();
    assertThat(pipeline.processingTimes()).isEmpty();
  }

  private void pay(String renewalId) {
    pipeline.take(requested(renewalId, pipeline.now()));
    pipeline.take(settled(renewalId, "P-" + renewalId, 5000, pipeline.now()));
  }

  private RenewalUpdate only(UpdateKind kind) {
    List<RenewalUpdate> ofKind =
        pipeline.updates().stream().filter(update -> update.getKind() == kind).toList();
    assertThat(ofKind).hasSize(1);
    return ofKind.getFirst();
  }

  private List<QuotedTime> promises(String renewalId) {
    return ((Case.Renewal) pipeline.caseOf(renewalId)).promises();
  }

  /** What any instance makes of the topic, once everything was given out. */
  private Estimates fitted() {
    pipeline.advance(Duration.ofMinutes(1));
    return pipeline.fitted();
  }

  private static QuotedTimes.Of ofDefault() {
    return new QuotedTimes.Of("cmcc", "lakala-app", Basis.DEFAULT);
  }
}
