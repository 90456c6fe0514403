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
    RuleScenario scenario = RuleScenario.given();

    assertThat(scenario.when(request())).containsExactly("ACCEPTED");
    assertThat(scenario.state()).isEqualTo(RenewalStatus.State.WAITING_FOR_PAYMENT);
    assertThat(scenario.when(settled("P1", 5000))).containsExactly("PAID 5000");
    assertThat(scenario.state()).isEqualTo(RenewalStatus.State.WAITING_FOR_REVIEW);
    assertThat(scenario.when(approved("V1"))).containsExactly("APPROVED", "ACTIVATED R1/1");
    assertThat(scenario.state()).isEqualTo(RenewalStatus.State.USABLE);
  }

  @Test
  void shouldActivateWhenTheReviewComesFirst() {
    RuleScenario scenario = RuleScenario.given(request());
    assertThat(scenario.when(approved("V1")))
        .as("what is missing")
        .containsExactly("APPROVED 5000");

    assertThat(scenario.state()).isEqualTo(RenewalStatus.State.WAITING_FOR_PAYMENT);
    assertThat(scenario.when(settled("P1", 5000))).containsExactly("ACTIVATED R1/1");
  }

  @Test
  void shouldActivateAGiftOnceItIsApproved() {
    RuleScenario scenario = RuleScenario.given(request("R1", 0));

    assertThat(scenario.when(approved("V1"))).containsExactly("APPROVED", "ACTIVATED R1/1");
    assertThat(scenario.lastStep().change().activation().paidAt()).isNull();
  }

  @Test
  void shouldReverseUnderTheSameNumberAndActivateAgainUnderTheNext() {
    RuleScenario scenario = RuleScenario.given(request(), settled("P1", 5000), approved("V1"));

    assertThat(scenario.when(refunded("P2", 5000))).containsExactly("REVERSED R1/1 by REFUND");
    assertThat(scenario.when(settled("P3", 5000))).containsExactly("ACTIVATED R1/2");
    assertThat(scenario.when(rejected("V2", after("PT1H"))))
        .containsExactly("REJECTED 5000", "REFUND_DUE 5000", "REVERSED R1/2 by REVIEW");
    assertThat(scenario.when(approved("V3", after("PT2H"))))
        .containsExactly("APPROVED", "ACTIVATED R1/3");
  }

  @Test
  void shouldLetTheReviewWithTheLatestDecisionCountWhicheverCameFirst() {
    RuleScenario scenario =
        RuleScenario.given(request(), settled("P1", 5000), approved("V2", after("PT1H")));

    assertThat(scenario.when(rejected("V1", START))).isEmpty();
    assertThat(scenario.state()).isEqualTo(RenewalStatus.State.USABLE);
  }

  @Test
  void shouldLetTheGreaterReviewIdCountWhereDecisionsTie() {
    RuleScenario scenario = RuleScenario.given(request(), settled("P1", 5000), rejected("V2"));

    assertThat(scenario.when(approved("V10"))).isEmpty();
    assertThat(scenario.when(approved("a"))).containsExactly("APPROVED", "ACTIVATED R1/1");
  }

  @Test
  void shouldSayEachRejectionThatIsTheLatest() {
    RuleScenario scenario = RuleScenario.given(request(), settled("P1", 5000), rejected("V1"));

    assertThat(scenario.when(rejected("V2", after("PT1H")))).containsExactly("REJECTED");
    assertThat(scenario.state()).isEqualTo(RenewalStatus.State.REJECTED);
  }

  @Test
  void shouldSayNothingOfASecondApproval() {
    RuleScenario scenario = RuleScenario.given(request(), settled("P1", 5000), approved("V1"));

    assertThat(scenario.when(approved("V2", after("PT1H")))).isEmpty();
  }

  @Test
  void shouldSayApprovedAgainAfterARejection() {
    RuleScenario scenario =
        RuleScenario.given(request(), approved("V1"), rejected("V2", after("PT1H")));

    assertThat(scenario.when(approved("V3", after("PT2H")))).containsExactly("APPROVED 5000");
    assertThat(scenario.state()).isEqualTo(RenewalStatus.State.WAITING_FOR_PAYMENT);
  }

  @Test
  void shouldBeRejectedEvenWhenUnpaid() {
    RuleScenario scenario = RuleScenario.given(request());

    assertThat(scenario.when(rejected("V1"))).containsExactly("REJECTED");
    assertThat(scenario.state()).isEqualTo(RenewalStatus.State.REJECTED);
  }

  @Test
  void shouldTellWhenItWasPaidAndApproved() {
    RuleScenario scenario =
        RuleScenario.given(
            request(),
            occurring(settled("P1", 2000), after("PT2H")),
            occurring(settled("P2", 3000), after("PT1H")),
            occurring(refunded("P3", 1), after("PT9H")),
            settled("P4", 1));

    scenario.when(approved("V1", after("PT3H")));

    Case.Usability usability = scenario.lastStep().change().activation();
    assertThat(usability)
        .isEqualTo(new Case.Usability(scenario.now(), after("PT2H"), after("PT3H")));
  }

  @Test
  void shouldRepeatTheActivationsValuesInItsReversal() {
    RuleScenario scenario =
        RuleScenario.given(request(), settled("P1", 5000), approved("V1", after("PT3H")));
    Case.Usability activation = scenario.lastStep().change().activation();

    scenario.when(refunded("P2", 5000));

    assertThat(scenario.lastStep().change().activation()).isEqualTo(activation);
    assertThat(scenario.lastStep().change().reversedAt()).isEqualTo(scenario.now());
  }

  @Test
  void shouldNumberUpdatesWithoutAGap() {
    RuleScenario scenario = RuleScenario.given(settled("P1", 100));
    scenario.when(settled("P1", 200));
    assertThat(scenario.lastStep().updates()).extracting(Update::updateId).containsExactly("R1/u1");

    scenario.when(request());

    assertThat(scenario.lastStep().updates())
        .extracting(Update::updateId)
        .containsExactly("R1/u2", "R1/u3");
  }

  @Test
  void shouldNoteInTheTimelineWhatWasSaidInItsOrder() {
    RuleScenario scenario = RuleScenario.given(request(), settled("P1", 6000), approved("V1"));

    assertThat(scenario.pipeline().caseOf("R1").timeline())
        .extracting(TimelineEntry::what)
        .containsExactly(
            TimelineEntry.What.ACCEPTED,
            TimelineEntry.What.PAID,
            TimelineEntry.What.APPROVED,
            TimelineEntry.What.ACTIVATED,
            TimelineEntry.What.REFUND_DUE);
  }
}
