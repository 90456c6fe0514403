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
    Story story = Story.given(request());

    assertThat(story.when(through(settled("P1", 5000), "evil")))
        .containsExactly("MISMATCH payment.channelId 5000", "dead letter MISMATCH");
    assertThat(story.standing().net()).isZero();
  }

  @Test
  void shouldRefuseAPaymentInAnotherCurrency() {
    Story story = Story.given(request());

    assertThat(story.when(in(settled("P1", 5000), "USD")))
        .containsExactly("MISMATCH payment.amount.currency 5000", "dead letter MISMATCH");
  }

  @Test
  void shouldNameNoAmountWhereNoMoneyCame() {
    Story story = Story.given(request());

    assertThat(story.when(through(failed("P1"), "evil")))
        .containsExactly("MISMATCH payment.channelId", "dead letter MISMATCH");
  }

  @Test
  void shouldRefuseAReviewOfAnotherCarrier() {
    Story story = Story.given(request(), settled("P1", 5000));

    assertThat(story.when(by(approved("V1"), "other")))
        .containsExactly("MISMATCH review.carrierId", "dead letter MISMATCH");
    assertThat(story.state()).isEqualTo(RenewalStatus.State.WAITING_FOR_REVIEW);
  }

  @Test
  void shouldRefuseAReviewOfAnotherCard() {
    Story story = Story.given(request(), settled("P1", 5000));

    assertThat(story.when(ofCard(approved("V1"), OTHER_CARD)))
        .containsExactly("MISMATCH review.iccid", "dead letter MISMATCH");
  }

  @Test
  void shouldTakeAReviewOfTheCardWithoutItsCheckDigit() {
    Story story = Story.given(request(), settled("P1", 5000));

    assertThat(story.when(ofCard(approved("V1"), SAME_CARD_WITHOUT_CHECK_DIGIT)))
        .containsExactly("APPROVED", "ACTIVATED R1/1");
  }

  @Test
  void shouldRefuseAMisfitEachTimeItComesAndSayItOnce() {
    Story story = Story.given(request(), through(settled("P1", 5000), "evil"));

    assertThat(story.when(through(settled("P1", 5000), "evil")))
        .containsExactly("dead letter MISMATCH");
  }

  @Test
  void shouldTakeTheRightReviewAfterTheSameOneOfAnotherCard() {
    Story story = Story.given(request(), settled("P1", 5000), ofCard(approved("V1"), OTHER_CARD));

    assertThat(story.when(approved("V1"))).containsExactly("APPROVED", "ACTIVATED R1/1");
  }

  @Test
  void shouldHoldWhatComesBeforeTheRequestAndSayNothing() {
    Story story = Story.given();

    assertThat(story.when(settled("P1", 5000))).isEmpty();
    assertThat(story.when(approved("V1"))).isEmpty();
    assertThat(story.standing().net()).isZero();
    assertThat(story.standing().owed()).isZero();
    assertThat(story.state()).isEqualTo(RenewalStatus.State.WAITING_FOR_REQUEST);
  }

  @Test
  void shouldJudgeAllThatWasHeldInOneStep() {
    Story story = Story.given(approved("V1"), settled("P1", 5000));

    assertThat(story.when(request())).containsExactly("ACCEPTED", "APPROVED", "ACTIVATED R1/1");
  }

  @Test
  void shouldRefuseWhatWasHeldAndDoesNotBelongInOrderOfArrival() {
    Story story =
        Story.given(
            ofCard(approved("V1"), OTHER_CARD),
            settled("P1", 5000),
            through(settled("P2", 70), "evil"));

    assertThat(story.when(request()))
        .containsExactly(
            "ACCEPTED",
            "MISMATCH review.iccid",
            "MISMATCH payment.channelId 70",
            "PAID 5000",
            "dead letter MISMATCH",
            "dead letter MISMATCH");
    assertThat(story.lastStep().refusedHeld()).containsExactly(0, 2);
  }

  @Test
  void shouldCountAHeldFactAsAppliedEvenIfItTurnsOutNotToBelong() {
    Story story = Story.given(through(settled("P1", 5000), "evil"), request());

    assertThat(story.pipeline().applied()).isEqualTo(2);
    assertThat(story.pipeline().refused()).isZero();
    assertThat(story.lastStep().deadLetters()).hasSize(1);
  }
}
