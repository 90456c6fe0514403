package renewals.activation.renewal.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static renewals.activation.renewal.rules.Facts.START;
import static renewals.activation.renewal.rules.Facts.after;
import static renewals.activation.renewal.rules.Facts.approved;
import static renewals.activation.renewal.rules.Facts.occurring;
import static renewals.activation.renewal.rules.Facts.refunded;
import static renewals.activation.renewal.rules.Facts.rejected;
import static renewals.activation.renewal.rules.Facts.request;
import static renewals.activation.renewal.rules.Facts.settled;

import org.junit.jupiter.api.Test;
import renewals.activation.renewal.model.Case;
import renewals.activation.renewal.model.RenewalStatus;
import renewals.activation.renewal.model.TimelineEntry;
import renewals.activation.renewal.model.Update;

/** Rules 5, 6 and 10: which review counts, and when a renewal is usable. */
class UsableTest {

  @Test
  void shouldActivateInTheUsualOrder() {
    Story story = Story.given();

    assertThat(story.when(request())).containsExactly("ACCEPTED");
    assertThat(story.state()).isEqualTo(RenewalStatus.State.WAITING_FOR_PAYMENT);
    assertThat(story.when(settled("P1", 5000))).containsExactly("PAID 5000");
    assertThat(story.state()).isEqualTo(RenewalStatus.State.WAITING_FOR_REVIEW);
    assertThat(story.when(approved("V1"))).containsExactly("APPROVED", "ACTIVATED R1/1");
    assertThat(story.state()).isEqualTo(RenewalStatus.State.USABLE);
  }

  @Test
  void shouldActivateWhenTheReviewComesFirst() {
    Story story = Story.given(request());
    assertThat(story.when(approved("V1"))).as("what is missing").containsExactly("APPROVED 5000");

    assertThat(story.state()).isEqualTo(RenewalStatus.State.WAITING_FOR_PAYMENT);
    assertThat(story.when(settled("P1", 5000))).containsExactly("ACTIVATED R1/1");
  }

  @Test
  void shouldActivateAGiftOnceItIsApproved() {
    Story story = Story.given(request("R1", 0));

    assertThat(story.when(approved("V1"))).containsExactly("APPROVED", "ACTIVATED R1/1");
    assertThat(story.lastStep().change().activation().paidAt()).isNull();
  }

  @Test
  void shouldReverseUnderTheSameNumberAndActivateAgainUnderTheNext() {
    Story story = Story.given(request(), settled("P1", 5000), approved("V1"));

    assertThat(story.when(refunded("P2", 5000))).containsExactly("REVERSED R1/1 by REFUND");
    assertThat(story.when(settled("P3", 5000))).containsExactly("ACTIVATED R1/2");
    assertThat(story.when(rejected("V2", after("PT1H"))))
        .containsExactly("REJECTED 5000", "REFUND_DUE 5000", "REVERSED R1/2 by REVIEW");
    assertThat(story.when(approved("V3", after("PT2H"))))
        .containsExactly("APPROVED", "ACTIVATED R1/3");
  }

  @Test
  void shouldLetTheReviewWithTheLatestDecisionCountWhicheverCameFirst() {
    Story story = Story.given(request(), settled("P1", 5000), approved("V2", after("PT1H")));

    assertThat(story.when(rejected("V1", START))).isEmpty();
    assertThat(story.state()).isEqualTo(RenewalStatus.State.USABLE);
  }

  @Test
  void shouldLetTheGreaterReviewIdCountWhereDecisionsTie() {
    Story story = Story.given(request(), settled("P1", 5000), rejected("V2"));

    assertThat(story.when(approved("V10"))).isEmpty();
    assertThat(story.when(approved("a"))).containsExactly("APPROVED", "ACTIVATED R1/1");
  }

  @Test
  void shouldSayEachRejectionThatIsTheLatest() {
    Story story = Story.given(request(), settled("P1", 5000), rejected("V1"));

    assertThat(story.when(rejected("V2", after("PT1H")))).containsExactly("REJECTED");
    assertThat(story.state()).isEqualTo(RenewalStatus.State.REJECTED);
  }

  @Test
  void shouldSayNothingOfASecondApproval() {
    Story story = Story.given(request(), settled("P1", 5000), approved("V1"));

    assertThat(story.when(approved("V2", after("PT1H")))).isEmpty();
  }

  @Test
  void shouldSayApprovedAgainAfterARejection() {
    Story story = Story.given(request(), approved("V1"), rejected("V2", after("PT1H")));

    assertThat(story.when(approved("V3", after("PT2H")))).containsExactly("APPROVED 5000");
    assertThat(story.state()).isEqualTo(RenewalStatus.State.WAITING_FOR_PAYMENT);
  }

  @Test
  void shouldBeRejectedEvenWhenUnpaid() {
    Story story = Story.given(request());

    assertThat(story.when(rejected("V1"))).containsExactly("REJECTED");
    assertThat(story.state()).isEqualTo(RenewalStatus.State.REJECTED);
  }

  @Test
  void shouldTellWhenItWasPaidAndApproved() {
    Story story =
        Story.given(
            request(),
            occurring(settled("P1", 2000), after("PT2H")),
            occurring(settled("P2", 3000), after("PT1H")),
            occurring(refunded("P3", 1), after("PT9H")),
            settled("P4", 1));

    story.when(approved("V1", after("PT3H")));

    Case.Usability usability = story.lastStep().change().activation();
    assertThat(usability).isEqualTo(new Case.Usability(story.now(), after("PT2H"), after("PT3H")));
  }

  @Test
  void shouldRepeatTheActivationsValuesInItsReversal() {
    Story story = Story.given(request(), settled("P1", 5000), approved("V1", after("PT3H")));
    Case.Usability activation = story.lastStep().change().activation();

    story.when(refunded("P2", 5000));

    assertThat(story.lastStep().change().activation()).isEqualTo(activation);
    assertThat(story.lastStep().change().reversedAt()).isEqualTo(story.now());
  }

  @Test
  void shouldNumberUpdatesWithoutAGap() {
    Story story = Story.given(settled("P1", 100));
    story.when(settled("P1", 200));
    assertThat(story.lastStep().updates()).extracting(Update::updateId).containsExactly("R1/u1");

    story.when(request());

    assertThat(story.lastStep().updates())
        .extracting(Update::updateId)
        .containsExactly("R1/u2", "R1/u3");
  }

  @Test
  void shouldNoteInTheTimelineWhatWasSaidInItsOrder() {
    Story story = Story.given(request(), settled("P1", 6000), approved("V1"));

    assertThat(story.pipeline().caseOf("R1").timeline())
        .extracting(TimelineEntry::what)
        .containsExactly(
            TimelineEntry.What.ACCEPTED,
            TimelineEntry.What.PAID,
            TimelineEntry.What.APPROVED,
            TimelineEntry.What.ACTIVATED,
            TimelineEntry.What.REFUND_DUE);
  }
}
