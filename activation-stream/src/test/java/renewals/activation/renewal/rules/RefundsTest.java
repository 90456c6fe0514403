package renewals.activation.renewal.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static renewals.activation.renewal.rules.Facts.after;
import static renewals.activation.renewal.rules.Facts.approved;
import static renewals.activation.renewal.rules.Facts.occurring;
import static renewals.activation.renewal.rules.Facts.refundOf;
import static renewals.activation.renewal.rules.Facts.refunded;
import static renewals.activation.renewal.rules.Facts.refundedSoFar;
import static renewals.activation.renewal.rules.Facts.rejected;
import static renewals.activation.renewal.rules.Facts.request;
import static renewals.activation.renewal.rules.Facts.settled;

import java.util.List;
import org.junit.jupiter.api.Test;
import renewals.activation.renewal.model.Fact.Payment;
import renewals.activation.renewal.model.Fact.Payment.RefundKind;
import renewals.activation.renewal.model.Money;
import renewals.activation.renewal.model.RenewalStatus;
import renewals.activation.renewal.model.TimelineEntry;
import renewals.activation.renewal.model.TimelineEntry.What;

/** Rules 4 and 8 to 10: what goes back, of which payment, and what becomes of the renewal. */
class RefundsTest {

  @Test
  void shouldWaitForNoMoneyOnceAllOfItWentBack() {
    RuleScenario scenario = RuleScenario.given(request(), settled("P1", 5000));

    assertThat(scenario.when(refunded("P2", 5000))).containsExactly("REFUNDED 5000");
    assertThat(scenario.state()).isEqualTo(RenewalStatus.State.REFUNDED);
    assertThat(scenario.whenTimeGoesBy("P14D")).isEmpty();
    assertThat(scenario.when(approved("V1"))).containsExactly("APPROVED");
    assertThat(scenario.state()).isEqualTo(RenewalStatus.State.REFUNDED);
  }

  @Test
  void shouldSayThatTheMoneyWentBackWhereItIsRejectedToo() {
    RuleScenario scenario = RuleScenario.given(request(), settled("P1", 5000), rejected("V1"));

    assertThat(scenario.when(refunded("P2", 5000))).containsExactly("REFUNDED 5000");
    assertThat(scenario.state()).isEqualTo(RenewalStatus.State.REJECTED);
  }

  @Test
  void shouldLeaveTheWordToTheReversal() {
    RuleScenario scenario = RuleScenario.given(request(), settled("P1", 5000), approved("V1"));

    assertThat(scenario.when(refunded("P2", 5000))).containsExactly("REVERSED R1/1 by REFUND");
    assertThat(scenario.state()).isEqualTo(RenewalStatus.State.REFUNDED);
  }

  @Test
  void shouldSayItOnceAndAgainAfterAnotherPayment() {
    RuleScenario scenario =
        RuleScenario.given(request(), settled("P1", 3000), refunded("P2", 3000));

    assertThat(scenario.when(refunded("P3", 500))).isEmpty();
    assertThat(scenario.when(settled("P4", 3500))).containsExactly("UNDERPAID 2000");
    assertThat(scenario.when(refunded("P5", 3000))).containsExactly("REFUNDED 6500");
  }

  @Test
  void shouldBeginToWaitForMoneyAgainWithTheNextPayment() {
    RuleScenario scenario =
        RuleScenario.given(request(), settled("P1", 5000), refunded("P2", 5000));
    scenario.whenTimeGoesBy("P10D");

    assertThat(scenario.when(settled("P3", 2000))).containsExactly("UNDERPAID 3000");
    assertThat(scenario.whenTimeGoesBy("PT24H")).containsExactly("LAPSED", "REFUND_DUE 2000");
  }

  @Test
  void shouldNotCallARenewalRefundedForWhichNothingWasPaid() {
    RuleScenario scenario = RuleScenario.given(request(), refunded("P1", 1000));

    assertThat(scenario.state()).isEqualTo(RenewalStatus.State.WAITING_FOR_PAYMENT);
    assertThat(scenario.whenTimeGoesBy("PT24H")).containsExactly("LAPSED");
  }

  @Test
  void shouldTakeTheGreatestSumSoFarAndNotAddThem() {
    RuleScenario scenario = RuleScenario.given(request(), settled("P1", 5000));

    assertThat(scenario.when(refundedSoFar("P1", "a", 3000))).containsExactly("UNDERPAID 3000");
    assertThat(scenario.when(refundedSoFar("P1", "b", 1000))).isEmpty();
    assertThat(scenario.status().net()).isEqualTo(2000);
  }

  @Test
  void shouldNotCountTwiceWhatSingleRefundsAndTheSumSoFarBothSay() {
    RuleScenario scenario = RuleScenario.given(request(), settled("P1", 5000));
    scenario.when(refundOf("P1", refunded("a", 1000)));
    scenario.when(refundOf("P1", refunded("b", 1500)));
    scenario.when(refundedSoFar("P1", "c", 2000));

    assertThat(scenario.status().net()).isEqualTo(2500);
    scenario.when(refundedSoFar("P1", "d", 4000));
    assertThat(scenario.status().net()).isEqualTo(1000);
  }

  @Test
  void shouldTakeGoodwillOutOfTheSumSoFar() {
    RuleScenario scenario = RuleScenario.given(request(), settled("P1", 5000));

    scenario.when(refundOf("P1", refunded("a", 1000, RefundKind.GOODWILL)));
    scenario.when(refundedSoFar("P1", "b", 3000));

    assertThat(scenario.status().net()).isEqualTo(3000);
  }

  @Test
  void shouldGiveBackNoMoreOfAPaymentThanItBrought() {
    RuleScenario scenario = RuleScenario.given(request(), settled("P1", 2000), settled("P2", 3000));

    scenario.when(refundedSoFar("P1", "a", 5000));

    assertThat(scenario.status().net()).isEqualTo(3000);
  }

  @Test
  void shouldTakeNothingForARefundOfAPaymentThatIsNotKnownAndTellOperatorsOnceADayLater() {
    RuleScenario scenario = RuleScenario.given(request(), settled("P1", 5000), approved("V1"));

    assertThat(scenario.when(refundOf("P9", refunded("a", 5000)))).isEmpty();
    assertThat(scenario.when(refundOf("P8", refunded("b", 5000)))).isEmpty();
    assertThat(scenario.state()).isEqualTo(RenewalStatus.State.USABLE);
    assertThat(reasons(scenario)).containsExactly("PAYMENT_UNKNOWN", "PAYMENT_UNKNOWN");
    assertThat(scenario.whenTimeGoesBy("PT23H58M")).isEmpty();
    assertThat(scenario.whenTimeGoesBy("PT1M")).containsExactly("CONFLICT PAYMENT_UNKNOWN");
    assertThat(scenario.whenTimeGoesBy("PT1M")).containsExactly("CONFLICT PAYMENT_UNKNOWN");
    assertThat(scenario.whenTimeGoesBy("P3D")).isEmpty();
  }

  @Test
  void shouldCountARefundOnceItsPaymentIsKnown() {
    RuleScenario scenario = RuleScenario.given(request(), refundOf("P1", refunded("a", 5000)));

    assertThat(scenario.status().net()).isZero();
    assertThat(reasons(scenario)).containsExactly("PAYMENT_UNKNOWN");
    assertThat(scenario.when(settled("P1", 5000))).containsExactly("REFUNDED 5000");
    assertThat(reasons(scenario)).containsOnlyNulls();
    assertThat(scenario.whenTimeGoesBy("P3D")).isEmpty();
  }

  @Test
  void shouldCountFromTheRequestHowLongAHeldRefundsPaymentIsNotKnown() {
    RuleScenario scenario = RuleScenario.given(refundOf("P9", refunded("a", 5000)));
    scenario.whenAfter("PT20H", request());

    assertThat(scenario.whenTimeGoesBy("PT23H")).isEmpty();
    assertThat(scenario.whenTimeGoesBy("PT1H"))
        .containsExactly("CONFLICT PAYMENT_UNKNOWN", "LAPSED");
  }

  @Test
  void shouldSayThatTheCarrierTookItBackWhereTheMoneyWentBackInTheSameStepToo() {
    RuleScenario scenario = RuleScenario.given(request(), settled("P1", 5000), approved("V1"));

    assertThat(scenario.when(rejected("V2", after("PT1H"))))
        .containsExactly("REJECTED 5000", "REFUND_DUE 5000", "REVERSED R1/1 by REVIEW");
  }

  @Test
  void shouldNoteEachRefundWithItsOwnTimeAndAmountInTheTimeline() {
    Payment gift = occurring(refunded("b", 700, RefundKind.GOODWILL), after("PT3H"));
    RuleScenario scenario = RuleScenario.given(request(), settled("P1", 5000));
    scenario.when(occurring(refunded("a", 5000), after("PT2H")));
    scenario.when(gift);

    List<TimelineEntry> refunds = linesOf(scenario, What.REFUND);
    assertThat(refunds)
        .extracting(TimelineEntry::occurredAt)
        .containsExactly(after("PT2H"), after("PT3H"));
    assertThat(refunds)
        .extracting(TimelineEntry::amount)
        .containsExactly(new Money(5000, "CNY"), new Money(700, "CNY"));
    assertThat(linesOf(scenario, What.REFUNDED))
        .extracting(TimelineEntry::occurredAt)
        .containsExactly(after("PT2H"));
  }

  @Test
  void shouldKeepTheCurrencyThatWasPaidInTheTimeline() {
    RuleScenario scenario = RuleScenario.given(request());

    scenario.when(Facts.in(settled("P1", 5000), "USD"));

    assertThat(linesOf(scenario, What.MISMATCH))
        .extracting(TimelineEntry::amount)
        .containsExactly(new Money(5000, "USD"));
  }

  @Test
  void shouldShowAPaymentsOwnTimeBesideItsArrival() {
    RuleScenario scenario = RuleScenario.given(request());

    scenario.when(occurring(settled("P1", 5000), after("-PT20M")));

    TimelineEntry paid = linesOf(scenario, What.PAID).getFirst();
    assertThat(paid.occurredAt()).isEqualTo(after("-PT20M"));
    assertThat(paid.at()).isEqualTo(scenario.now());
  }

  private static List<String> reasons(RuleScenario scenario) {
    return linesOf(scenario, What.REFUND).stream().map(TimelineEntry::reason).toList();
  }

  private static List<TimelineEntry> linesOf(RuleScenario scenario, What what) {
    return scenario.pipeline().caseOf("R1").timeline().stream()
        .filter(line -> line.what() == what)
        .toList();
  }
}
