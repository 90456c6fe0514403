package renewals.activation.renewal.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static renewals.activation.renewal.rules.Facts.after;
import static renewals.activation.renewal.rules.Facts.approved;
import static renewals.activation.renewal.rules.Facts.failed;
import static renewals.activation.renewal.rules.Facts.refunded;
import static renewals.activation.renewal.rules.Facts.rejected;
import static renewals.activation.renewal.rules.Facts.request;
import static renewals.activation.renewal.rules.Facts.settled;
import static renewals.activation.renewal.rules.Facts.through;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import renewals.activation.renewal.model.RenewalStatus;

/** Rule 8: deadlines, once per spell of their condition. */
class DeadlinesTest {

  @Test
  void shouldSayOrphanedOnceACase() {
    RuleScenario scenario = RuleScenario.given(settled("P1", 5000));

    assertThat(scenario.whenTimeGoesBy("PT23H59M59S")).isEmpty();
    assertThat(scenario.whenTimeGoesBy("PT1S")).containsExactly("ORPHANED");
    assertThat(scenario.when(approved("V1"))).isEmpty();
    assertThat(scenario.whenTimeGoesBy("P80D")).isEmpty();
  }

  @Test
  void shouldContinueAnOrphanWhenItsRequestComes() {
    RuleScenario scenario = RuleScenario.given(settled("P1", 5000));
    scenario.whenTimeGoesBy("PT24H");

    assertThat(scenario.when(request())).containsExactly("ACCEPTED", "PAID 5000");
  }

  @Test
  void shouldSayLapsedOnceOfWhatStaysUnpaid() {
    RuleScenario scenario = RuleScenario.given(request());

    assertThat(scenario.whenTimeGoesBy("PT23H59M59S")).isEmpty();
    assertThat(scenario.whenTimeGoesBy("PT1S")).containsExactly("LAPSED");
    assertThat(scenario.state()).isEqualTo(RenewalStatus.State.LAPSED);
    assertThat(scenario.whenTimeGoesBy("P30D")).isEmpty();
  }

  @Test
  void shouldOweBackWhatWasPaidOnceLapsed() {
    RuleScenario scenario = RuleScenario.given(request(), settled("P1", 2000));

    assertThat(scenario.whenTimeGoesBy("PT24H")).containsExactly("LAPSED", "REFUND_DUE 2000");
  }

  @Test
  void shouldReviveALapsedRenewalByALatePayment() {
    RuleScenario scenario = RuleScenario.given(request(), approved("V1"));
    scenario.whenTimeGoesBy("P3D");

    assertThat(scenario.when(settled("P1", 5000))).containsExactly("ACTIVATED R1/1");
  }

  @Test
  void shouldBeginANewSpellWithASettledPaymentThatLeavesItUnpaid() {
    RuleScenario scenario = RuleScenario.given(request());
    scenario.whenTimeGoesBy("PT24H");

    assertThat(scenario.whenAfter("PT1H", settled("P1", 2000))).containsExactly("UNDERPAID 3000");
    assertThat(scenario.state()).isEqualTo(RenewalStatus.State.WAITING_FOR_PAYMENT);
    assertThat(scenario.whenTimeGoesBy("PT23H59M")).isEmpty();
    assertThat(scenario.whenTimeGoesBy("PT1M")).containsExactly("LAPSED", "REFUND_DUE 2000");
  }

  @Test
  void shouldNotEndTheLapseByAFailedPaymentARefundOrAMisfit() {
    RuleScenario scenario = RuleScenario.given(request());
    scenario.whenTimeGoesBy("PT12H");

    scenario.when(failed("P1"));
    scenario.when(refunded("P2", 100));
    scenario.when(through(settled("P3", 100), "evil"));

    assertThat(scenario.whenTimeGoesBy("PT11H57M")).containsExactly("LAPSED");
  }

  @Test
  void shouldBeginANewSpellWhenARefundTakesBackWhatWasPaid() {
    RuleScenario scenario = RuleScenario.given(request(), settled("P1", 5000));
    scenario.whenTimeGoesBy("PT23H");
    scenario.whenAfter("PT1H", refunded("P2", 2000));

    assertThat(scenario.whenTimeGoesBy("PT23H59M")).isEmpty();
    assertThat(scenario.whenTimeGoesBy("PT1M")).containsExactly("LAPSED", "REFUND_DUE 3000");
  }

  @Test
  void shouldNotLapseWhileRejected() {
    RuleScenario scenario = RuleScenario.given(request(), rejected("V1"));

    assertThat(scenario.whenTimeGoesBy("P30D")).isEmpty();
  }

  @Test
  void shouldBeginANewSpellWhenARejectionOfAnUnpaidRenewalIsWithdrawn() {
    RuleScenario scenario = RuleScenario.given(request(), rejected("V1"));
    scenario.whenTimeGoesBy("P2D");
    scenario.when(approved("V2", after("PT1H")));

    assertThat(scenario.whenTimeGoesBy("PT23H59M")).isEmpty();
    assertThat(scenario.whenTimeGoesBy("PT1M")).containsExactly("LAPSED");
  }

  @Test
  void shouldSayDelayedAndStalledOfWhatIsPaidAndNotReviewed() {
    RuleScenario scenario = RuleScenario.given(request(), settled("P1", 5000));

    assertThat(scenario.whenTimeGoesBy("PT71H59M59S")).isEmpty();
    assertThat(scenario.whenTimeGoesBy("PT1S")).containsExactly("DELAYED");
    assertThat(scenario.state()).isEqualTo(RenewalStatus.State.WAITING_FOR_REVIEW);
    assertThat(scenario.whenTimeGoesBy("P10D")).isEmpty();
    assertThat(scenario.whenTimeGoesBy("P1D")).containsExactly("STALLED", "REFUND_DUE 5000");
    assertThat(scenario.state()).isEqualTo(RenewalStatus.State.STALLED);
    assertThat(scenario.whenTimeGoesBy("P365D")).isEmpty();
  }

  @Test
  void shouldFireSeveralInOrderOfTheirDueTimeAfterAJump() {
    RuleScenario scenario = RuleScenario.given(request(), settled("P1", 5000));

    assertThat(scenario.whenTimeGoesBy("P20D"))
        .containsExactly("DELAYED", "STALLED", "REFUND_DUE 5000");
  }

  @Test
  void shouldFireThoseDueAtOneInstantByName() {
    RulePolicy.ReviewTerms together =
        new RulePolicy.ReviewTerms(Duration.ofHours(24), Duration.ofHours(24));
    RulePolicy policy =
        new RulePolicy(
            RulePolicy.DEFAULT.orphanedAfter(),
            RulePolicy.DEFAULT.lapsedAfter(),
            RulePolicy.DEFAULT.paymentUnknownAfter(),
            new RulePolicy.ByCarrier<>(
                RulePolicy.DEFAULT.review().otherwise(), Map.of("cmcc", together)),
            RulePolicy.DEFAULT.zones(),
            RulePolicy.DEFAULT.calendars());
    RuleScenario scenario = RuleScenario.given(policy, request(), settled("P1", 5000));

    assertThat(scenario.whenTimeGoesBy("PT24H"))
        .containsExactly("DELAYED", "STALLED", "REFUND_DUE 5000");
  }

  @Test
  void shouldActivateAStalledRenewalByALateApproval() {
    RuleScenario scenario = RuleScenario.given(request(), settled("P1", 5000));
    scenario.whenTimeGoesBy("P20D");

    assertThat(scenario.when(approved("V1"))).containsExactly("APPROVED", "ACTIVATED R1/1");
    assertThat(scenario.status().owed()).isZero();
  }

  @Test
  void shouldBeginTheWaitForAReviewAnewWhenItIsPaidAgain() {
    RuleScenario scenario = RuleScenario.given(request(), settled("P1", 5000));
    scenario.whenTimeGoesBy("P20D");
    scenario.when(refunded("P2", 5000));
    scenario.when(settled("P3", 5000));

    assertThat(scenario.state()).isEqualTo(RenewalStatus.State.WAITING_FOR_REVIEW);
    assertThat(scenario.whenTimeGoesBy("PT71H59M")).isEmpty();
    assertThat(scenario.whenTimeGoesBy("PT1M")).containsExactly("DELAYED");
  }

  @Test
  void shouldNotWaitForAnotherReviewAfterARejection() {
    RuleScenario scenario = RuleScenario.given(request(), settled("P1", 5000), rejected("V1"));

    assertThat(scenario.whenTimeGoesBy("P80D")).isEmpty();
  }

  @Test
  void shouldFireADeadlineDueAtTheInstantOfAFactBeforeIt() {
    RuleScenario scenario = RuleScenario.given(request());

    assertThat(scenario.whenAfter("PT24H", settled("P1", 5000)))
        .containsExactly("LAPSED", "PAID 5000");
  }

  @Test
  void shouldForgetACaseNinetyDaysAfterItsLastAppliedFact() {
    RuleScenario scenario = RuleScenario.given(request());
    scenario.whenAfter("P1D", failed("P1"));
    scenario.whenAfter("P1D", failed("P1"));

    scenario.whenTimeGoesBy("P88D");
    assertThat(scenario.isForgotten()).isFalse();
    assertThat(scenario.whenTimeGoesBy("P1D")).isEmpty();
    assertThat(scenario.isForgotten()).isTrue();
  }

  @Test
  void shouldForgetAUsableCaseNinetyDaysAfterItsPlanEnded() {
    RuleScenario scenario = RuleScenario.given(request(), settled("P1", 5000), approved("V1"));

    scenario.whenTimeGoesBy("P120D"); // a month from 2 March has 31 days
    assertThat(scenario.isForgotten()).isFalse();
    assertThat(scenario.whenTimeGoesBy("P1D")).isEmpty();
    assertThat(scenario.isForgotten()).isTrue();
  }

  @Test
  void shouldNeverForgetACaseThatHoldsMoney() {
    RuleScenario rejected = RuleScenario.given(request(), settled("P1", 5000), rejected("V1"));
    RuleScenario lapsed = RuleScenario.given(request(), settled("P1", 2000));
    RuleScenario orphan = RuleScenario.given(settled("P1", 5000));
    RuleScenario overdrawn = RuleScenario.given(request(), refunded("P1", 1));

    rejected.whenTimeGoesBy("P3650D");
    lapsed.whenTimeGoesBy("P3650D");
    orphan.whenTimeGoesBy("P3650D");
    overdrawn.whenTimeGoesBy("P3650D");

    assertThat(rejected.isForgotten()).isFalse();
    assertThat(lapsed.isForgotten()).isFalse();
    assertThat(orphan.isForgotten()).isFalse();
    assertThat(overdrawn.isForgotten()).isFalse();
  }

  @Test
  void shouldForgetAnOrphanWithoutMoney() {
    RuleScenario scenario = RuleScenario.given(approved("V1"));

    assertThat(scenario.whenTimeGoesBy("P90D")).containsExactly("ORPHANED");
    assertThat(scenario.isForgotten()).isTrue();
  }

  @Test
  void shouldForgetOnceTheMoneyWentBack() {
    RuleScenario scenario = RuleScenario.given(request(), settled("P1", 5000), rejected("V1"));
    scenario.whenAfter("P100D", refunded("P2", 5000));

    scenario.whenTimeGoesBy("P89D");
    assertThat(scenario.isForgotten()).isFalse();
    scenario.whenTimeGoesBy("P1D");
    assertThat(scenario.isForgotten()).isTrue();
  }

  @Test
  void shouldStartAsAnOrphanAfterItWasForgotten() {
    RuleScenario scenario = RuleScenario.given(request());
    scenario.whenTimeGoesBy("P90D");

    assertThat(scenario.when(settled("P1", 5000))).isEmpty();
    assertThat(scenario.state()).isEqualTo(RenewalStatus.State.WAITING_FOR_REQUEST);
    assertThat(scenario.whenTimeGoesBy("PT24H")).containsExactly("ORPHANED");
  }
}
