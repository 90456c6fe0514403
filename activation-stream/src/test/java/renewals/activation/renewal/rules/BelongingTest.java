package renewals.activation.renewal.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static renewals.activation.renewal.rules.Facts.OTHER_CARD;
import static renewals.activation.renewal.rules.Facts.SAME_CARD_WITHOUT_CHECK_DIGIT;
import static renewals.activation.renewal.rules.Facts.approved;
import static renewals.activation.renewal.rules.Facts.by;
import static renewals.activation.renewal.rules.Facts.failed;
import static renewals.activation.renewal.rules.Facts.in;
import static renewals.activation.renewal.rules.Facts.ofCard;
import static renewals.activation.renewal.rules.Facts.request;
import static renewals.activation.renewal.rules.Facts.settled;
import static renewals.activation.renewal.rules.Facts.through;

import org.junit.jupiter.api.Test;
import renewals.activation.renewal.model.RenewalStatus;

/** Rules 2 and 3: a fact must belong to its request, and is held until there is one. */
class BelongingTest {

  @Test
  void shouldRefuseAPaymentThroughAnotherChannelAndNameItsAmount() {
    RuleScenario scenario = RuleScenario.given(request());

    assertThat(scenario.when(through(settled("P1", 5000), "evil")))
        .containsExactly("MISMATCH payment.channelId 5000", "dead letter MISMATCH");
    assertThat(scenario.status().net()).isZero();
  }

  @Test
  void shouldRefuseAPaymentInAnotherCurrency() {
    RuleScenario scenario = RuleScenario.given(request());

    assertThat(scenario.when(in(settled("P1", 5000), "USD")))
        .containsExactly("MISMATCH payment.amount.currency 5000", "dead letter MISMATCH");
  }

  @Test
  void shouldNameNoAmountWhereNoMoneyCame() {
    RuleScenario scenario = RuleScenario.given(request());

    assertThat(scenario.when(through(failed("P1"), "evil")))
        .containsExactly("MISMATCH payment.channelId", "dead letter MISMATCH");
  }

  @Test
  void shouldRefuseAReviewOfAnotherCarrier() {
    RuleScenario scenario = RuleScenario.given(request(), settled("P1", 5000));

    assertThat(scenario.when(by(approved("V1"), "other")))
        .containsExactly("MISMATCH review.carrierId", "dead letter MISMATCH");
    assertThat(scenario.state()).isEqualTo(RenewalStatus.State.WAITING_FOR_REVIEW);
  }

  @Test
  void shouldRefuseAReviewOfAnotherCard() {
    RuleScenario scenario = RuleScenario.given(request(), settled("P1", 5000));

    assertThat(scenario.when(ofCard(approved("V1"), OTHER_CARD)))
        .containsExactly("MISMATCH review.iccid", "dead letter MISMATCH");
  }

  @Test
  void shouldTakeAReviewOfTheCardWithoutItsCheckDigit() {
    RuleScenario scenario = RuleScenario.given(request(), settled("P1", 5000));

    assertThat(scenario.when(ofCard(approved("V1"), SAME_CARD_WITHOUT_CHECK_DIGIT)))
        .containsExactly("APPROVED", "ACTIVATED R1/1");
  }

  @Test
  void shouldRefuseAMisfitEachTimeItComesAndSayItOnce() {
    RuleScenario scenario = RuleScenario.given(request(), through(settled("P1", 5000), "evil"));

    assertThat(scenario.when(through(settled("P1", 5000), "evil")))
        .containsExactly("dead letter MISMATCH");
  }

  @Test
  void shouldTakeTheRightReviewAfterTheSameOneOfAnotherCard() {
    RuleScenario scenario =
        RuleScenario.given(request(), settled("P1", 5000), ofCard(approved("V1"), OTHER_CARD));

    assertThat(scenario.when(approved("V1"))).containsExactly("APPROVED", "ACTIVATED R1/1");
  }

  @Test
  void shouldHoldWhatComesBeforeTheRequestAndSayNothing() {
    RuleScenario scenario = RuleScenario.given();

    assertThat(scenario.when(settled("P1", 5000))).isEmpty();
    assertThat(scenario.when(approved("V1"))).isEmpty();
    assertThat(scenario.status().net()).isZero();
    assertThat(scenario.status().owed()).isZero();
    assertThat(scenario.state()).isEqualTo(RenewalStatus.State.WAITING_FOR_REQUEST);
  }

  @Test
  void shouldJudgeAllThatWasHeldInOneStep() {
    RuleScenario scenario = RuleScenario.given(approved("V1"), settled("P1", 5000));

    assertThat(scenario.when(request())).containsExactly("ACCEPTED", "APPROVED", "ACTIVATED R1/1");
  }

  @Test
  void shouldRefuseWhatWasHeldAndDoesNotBelongInOrderOfArrival() {
    RuleScenario scenario =
        RuleScenario.given(
            ofCard(approved("V1"), OTHER_CARD),
            settled("P1", 5000),
            through(settled("P2", 70), "evil"));

    assertThat(scenario.when(request()))
        .containsExactly(
            "ACCEPTED",
            "MISMATCH review.iccid",
            "MISMATCH payment.channelId 70",
            "PAID 5000",
            "dead letter MISMATCH",
            "dead letter MISMATCH");
    assertThat(scenario.lastStep().refusedHeld()).containsExactly(0, 2);
  }

  @Test
  void shouldCountAHeldFactAsAppliedEvenIfItTurnsOutNotToBelong() {
    RuleScenario scenario = RuleScenario.given(through(settled("P1", 5000), "evil"), request());

    assertThat(scenario.pipeline().applied()).isEqualTo(2);
    assertThat(scenario.pipeline().refused()).isZero();
    assertThat(scenario.lastStep().deadLetters()).hasSize(1);
  }
}
