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
    Story story = Story.given(settled("P1", 5000));

    assertThat(story.whenTimeGoesBy("PT23H59M59S")).isEmpty();
    assertThat(story.whenTimeGoesBy("PT1S")).containsExactly("ORPHANED");
    assertThat(story.when(approved("V1"))).isEmpty();
    assertThat(story.whenTimeGoesBy("P80D")).isEmpty();
  }

  @Test
  void shouldContinueAnOrphanWhenItsRequestComes() {
    Story story = Story.given(settled("P1", 5000));
    story.whenTimeGoesBy("PT24H");

    assertThat(story.when(request())).containsExactly("ACCEPTED", "PAID 5000");
  }

  @Test
  void shouldSayLapsedOnceOfWhatStaysUnpaid() {
    Story story = Story.given(request());

    assertThat(story.whenTimeGoesBy("PT23H59M59S")).isEmpty();
    assertThat(story.whenTimeGoesBy("PT1S")).containsExactly("LAPSED");
    assertThat(story.state()).isEqualTo(RenewalStatus.State.LAPSED);
    assertThat(story.whenTimeGoesBy("P30D")).isEmpty();
  }

  @Test
  void shouldOweBackWhatWasPaidOnceLapsed() {
    Story story = Story.given(request(), settled("P1", 2000));

    assertThat(story.whenTimeGoesBy("PT24H")).containsExactly("LAPSED", "REFUND_DUE 2000");
  }

  @Test
  void shouldReviveALapsedRenewalByALatePayment() {
    Story story = Story.given(request(), approved("V1"));
    story.whenTimeGoesBy("P3D");

    assertThat(story.when(settled("P1", 5000))).containsExactly("ACTIVATED R1/1");
  }

  @Test
  void shouldBeginANewSpellWithASettledPaymentThatLeavesItUnpaid() {
    Story story = Story.given(request());
    story.whenTimeGoesBy("PT24H");

    assertThat(story.whenAfter("PT1H", settled("P1", 2000))).containsExactly("UNDERPAID 3000");
    assertThat(story.state()).isEqualTo(RenewalStatus.State.WAITING_FOR_PAYMENT);
    assertThat(story.whenTimeGoesBy("PT23H59M")).isEmpty();
    assertThat(story.whenTimeGoesBy("PT1M")).containsExactly("LAPSED", "REFUND_DUE 2000");
  }

  @Test
  void shouldNotEndTheLapseByAFailedPaymentARefundOrAMisfit() {
    Story story = Story.given(request());
    story.whenTimeGoesBy("PT12H");

    story.when(failed("P1"));
    story.when(refunded("P2", 100));
    story.when(through(settled("P3", 100), "evil"));

    assertThat(story.whenTimeGoesBy("PT11H57M")).containsExactly("LAPSED");
  }

  @Test
  void shouldBeginANewSpellWhenARefundTakesBackWhatWasPaid() {
    Story story = Story.given(request(), settled("P1", 5000));
    story.whenTimeGoesBy("PT23H");
    story.whenAfter("PT1H", refunded("P2", 2000));

    assertThat(story.whenTimeGoesBy("PT23H59M")).isEmpty();
    assertThat(story.whenTimeGoesBy("PT1M")).containsExactly("LAPSED", "REFUND_DUE 3000");
  }

  @Test
  void shouldNotLapseWhileRejected() {
    Story story = Story.given(request(), rejected("V1"));

    assertThat(story.whenTimeGoesBy("P30D")).isEmpty();
  }

  @Test
  void shouldBeginANewSpellWhenARejectionOfAnUnpaidRenewalIsWithdrawn() {
    Story story = Story.given(request(), rejected("V1"));
    story.whenTimeGoesBy("P2D");
    story.when(approved("V2", after("PT1H")));

    assertThat(story.whenTimeGoesBy("PT23H59M")).isEmpty();
    assertThat(story.whenTimeGoesBy("PT1M")).containsExactly("LAPSED");
  }

  @Test
  void shouldSayDelayedAndStalledOfWhatIsPaidAndNotReviewed() {
    Story story = Story.given(request(), settled("P1", 5000));

    assertThat(story.whenTimeGoesBy("PT71H59M59S")).isEmpty();
    assertThat(story.whenTimeGoesBy("PT1S")).containsExactly("DELAYED");
    assertThat(story.state()).isEqualTo(RenewalStatus.State.WAITING_FOR_REVIEW);
    assertThat(story.whenTimeGoesBy("P10D")).isEmpty();
    assertThat(story.whenTimeGoesBy("P1D")).containsExactly("STALLED", "REFUND_DUE 5000");
    assertThat(story.state()).isEqualTo(RenewalStatus.State.STALLED);
    assertThat(story.whenTimeGoesBy("P365D")).isEmpty();
  }

  @Test
  void shouldFireSeveralInOrderOfTheirDueTimeAfterAJump() {
    Story story = Story.given(request(), settled("P1", 5000));

    assertThat(story.whenTimeGoesBy("P20D"))
        .containsExactly("DELAYED", "STALLED", "REFUND_DUE 5000");
  }

  @Test
  void shouldFireThoseDueAtOneInstantByName() {
    RulePolicy.ReviewTerms together =
        new RulePolicy.ReviewTerms(Duration.ofHours(24), Duration.ofHours(24));
    RulePolicy terms =
        new RulePolicy(
            RulePolicy.DEFAULT.orphanedAfter(),
            RulePolicy.DEFAULT.lapsedAfter(),
            RulePolicy.DEFAULT.paymentUnknownAfter(),
            new RulePolicy.ByCarrier<>(
                RulePolicy.DEFAULT.review().otherwise(), Map.of("cmcc", together)),
            RulePolicy.DEFAULT.zones(),
            RulePolicy.DEFAULT.calendars());
    Story story = Story.given(terms, request(), settled("P1", 5000));

    assertThat(story.whenTimeGoesBy("PT24H"))
        .containsExactly("DELAYED", "STALLED", "REFUND_DUE 5000");
  }

  @Test
  void shouldActivateAStalledRenewalByALateApproval() {
    Story story = Story.given(request(), settled("P1", 5000));
    story.whenTimeGoesBy("P20D");

    assertThat(story.when(approved("V1"))).containsExactly("APPROVED", "ACTIVATED R1/1");
    assertThat(story.standing().owed()).isZero();
  }

  @Test
  void shouldBeginTheWaitForAReviewAnewWhenItIsPaidAgain() {
    Story story = Story.given(request(), settled("P1", 5000));
    story.whenTimeGoesBy("P20D");
    story.when(refunded("P2", 5000));
    story.when(settled("P3", 5000));

    assertThat(story.state()).isEqualTo(RenewalStatus.State.WAITING_FOR_REVIEW);
    assertThat(story.whenTimeGoesBy("PT71H59M")).isEmpty();
    assertThat(story.whenTimeGoesBy("PT1M")).containsExactly("DELAYED");
  }

  @Test
  void shouldNotWaitForAnotherReviewAfterARejection() {
    Story story = Story.given(request(), settled("P1", 5000), rejected("V1"));

    assertThat(story.whenTimeGoesBy("P80D")).isEmpty();
  }

  @Test
  void shouldFireADeadlineDueAtTheInstantOfAFactBeforeIt() {
    Story story = Story.given(request());

    assertThat(story.whenAfter("PT24H", settled("P1", 5000)))
        .containsExactly("LAPSED", "PAID 5000");
  }

  @Test
  void shouldForgetACaseNinetyDaysAfterItsLastAppliedFact() {
    Story story = Story.given(request());
    story.whenAfter("P1D", failed("P1"));
    story.whenAfter("P1D", failed("P1"));

    story.whenTimeGoesBy("P88D");
    assertThat(story.isForgotten()).isFalse();
    assertThat(story.whenTimeGoesBy("P1D")).isEmpty();
    assertThat(story.isForgotten()).isTrue();
  }

  @Test
  void shouldForgetAUsableCaseNinetyDaysAfterItsPlanEnded() {
    Story story = Story.given(request(), settled("P1", 5000), approved("V1"));

    story.whenTimeGoesBy("P120D"); // a month from 2 March has 31 days
    assertThat(story.isForgotten()).isFalse();
    assertThat(story.whenTimeGoesBy("P1D")).isEmpty();
    assertThat(story.isForgotten()).isTrue();
  }

  @Test
  void shouldNeverForgetACaseThatHoldsMoney() {
    Story rejected = Story.given(request(), settled("P1", 5000), rejected("V1"));
    Story lapsed = Story.given(request(), settled("P1", 2000));
    Story orphan = Story.given(settled("P1", 5000));
    Story overdrawn = Story.given(request(), refunded("P1", 1));

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
    Story story = Story.given(approved("V1"));

    assertThat(story.whenTimeGoesBy("P90D")).containsExactly("ORPHANED");
    assertThat(story.isForgotten()).isTrue();
  }

  @Test
  void shouldForgetOnceTheMoneyWentBack() {
    Story story = Story.given(request(), settled("P1", 5000), rejected("V1"));
    story.whenAfter("P100D", refunded("P2", 5000));

    story.whenTimeGoesBy("P89D");
    assertThat(story.isForgotten()).isFalse();
    story.whenTimeGoesBy("P1D");
    assertThat(story.isForgotten()).isTrue();
  }

  @Test
  void shouldStartAsAnOrphanAfterItWasForgotten() {
    Story story = Story.given(request());
    story.whenTimeGoesBy("P90D");

    assertThat(story.when(settled("P1", 5000))).isEmpty();
    assertThat(story.state()).isEqualTo(RenewalStatus.State.WAITING_FOR_REQUEST);
    assertThat(story.whenTimeGoesBy("PT24H")).containsExactly("ORPHANED");
  }
}
