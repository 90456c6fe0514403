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
    Story story = Story.given(request(), settled("P1", 5000));

    assertThat(story.when(refunded("P2", 5000))).containsExactly("REFUNDED 5000");
    assertThat(story.state()).isEqualTo(RenewalStatus.State.REFUNDED);
    assertThat(story.whenTimeGoesBy("P14D")).isEmpty();
    assertThat(story.when(approved("V1"))).containsExactly("APPROVED");
    assertThat(story.state()).isEqualTo(RenewalStatus.State.REFUNDED);
  }

  @Test
  void shouldSayThatTheMoneyWentBackWhereItIsRejectedToo() {
    Story story = Story.given(request(), settled("P1", 5000), rejected("V1"));

    assertThat(story.when(refunded("P2", 5000))).containsExactly("REFUNDED 5000");
    assertThat(story.state()).isEqualTo(RenewalStatus.State.REJECTED);
  }

  @Test
  void shouldLeaveTheWordToTheReversal() {
    Story story = Story.given(request(), settled("P1", 5000), approved("V1"));

    assertThat(story.when(refunded("P2", 5000))).containsExactly("REVERSED R1/1 by REFUND");
    assertThat(story.state()).isEqualTo(RenewalStatus.State.REFUNDED);
  }

  @Test
  void shouldSayItOnceAndAgainAfterAnotherPayment() {
    Story story = Story.given(request(), settled("P1", 3000), refunded("P2", 3000));

    assertThat(story.when(refunded("P3", 500))).isEmpty();
    assertThat(story.when(settled("P4", 3500))).containsExactly("UNDERPAID 2000");
    assertThat(story.when(refunded("P5", 3000))).containsExactly("REFUNDED 6500");
  }

  @Test
  void shouldBeginToWaitForMoneyAgainWithTheNextPayment() {
    Story story = Story.given(request(), settled("P1", 5000), refunded("P2", 5000));
    story.whenTimeGoesBy("P10D");

    assertThat(story.when(settled("P3", 2000))).containsExactly("UNDERPAID 3000");
    assertThat(story.whenTimeGoesBy("PT24H")).containsExactly("LAPSED", "REFUND_DUE 2000");
  }

  @Test
  void shouldNotCallARenewalRefundedForWhichNothingWasPaid() {
    Story story = Story.given(request(), refunded("P1", 1000));

    assertThat(story.state()).isEqualTo(RenewalStatus.State.WAITING_FOR_PAYMENT);
    assertThat(story.whenTimeGoesBy("PT24H")).containsExactly("LAPSED");
  }

  @Test
  void shouldTakeTheGreatestSumSoFarAndNotAddThem() {
    Story story = Story.given(request(), settled("P1", 5000));

    assertThat(story.when(refundedSoFar("P1", "a", 3000))).containsExactly("UNDERPAID 3000");
    assertThat(story.when(refundedSoFar("P1", "b", 1000))).isEmpty();
    assertThat(story.standing().net()).isEqualTo(2000);
  }

  @Test
  void shouldNotCountTwiceWhatSingleRefundsAndTheSumSoFarBothSay() {
    Story story = Story.given(request(), settled("P1", 5000));
    story.when(refundOf("P1", refunded("a", 1000)));
    story.when(refundOf("P1", refunded("b", 1500)));
    story.when(refundedSoFar("P1", "c", 2000));

    assertThat(story.standing().net()).isEqualTo(2500);
    story.when(refundedSoFar("P1", "d", 4000));
    assertThat(story.standing().net()).isEqualTo(1000);
  }

  @Test
  void shouldTakeGoodwillOutOfTheSumSoFar() {
    Story story = Story.given(request(), settled("P1", 5000));

    story.when(refundOf("P1", refunded("a", 1000, RefundKind.GOODWILL)));
    story.when(refundedSoFar("P1", "b", 3000));

    assertThat(story.standing().net()).isEqualTo(3000);
  }

  @Test
  void shouldGiveBackNoMoreOfAPaymentThanItBrought() {
    Story story = Story.given(request(), settled("P1", 2000), settled("P2", 3000));

    story.when(refundedSoFar("P1", "a", 5000));

    assertThat(story.standing().net()).isEqualTo(3000);
  }

  @Test
  void shouldTakeNothingForARefundOfAPaymentThatIsNotKnownAndTellOperatorsOnceADayLater() {
    Story story = Story.given(request(), settled("P1", 5000), approved("V1"));

    assertThat(story.when(refundOf("P9", refunded("a", 5000)))).isEmpty();
    assertThat(story.when(refundOf("P8", refunded("b", 5000)))).isEmpty();
    assertThat(story.state()).isEqualTo(RenewalStatus.State.USABLE);
    assertThat(reasons(story)).containsExactly("PAYMENT_UNKNOWN", "PAYMENT_UNKNOWN");
    assertThat(story.whenTimeGoesBy("PT23H58M")).isEmpty();
    assertThat(story.whenTimeGoesBy("PT1M")).containsExactly("CONFLICT PAYMENT_UNKNOWN");
    assertThat(story.whenTimeGoesBy("PT1M")).containsExactly("CONFLICT PAYMENT_UNKNOWN");
    assertThat(story.whenTimeGoesBy("P3D")).isEmpty();
  }

  @Test
  void shouldCountARefundOnceItsPaymentIsKnown() {
    Story story = Story.given(request(), refundOf("P1", refunded("a", 5000)));

    assertThat(story.standing().net()).isZero();
    assertThat(reasons(story)).containsExactly("PAYMENT_UNKNOWN");
    assertThat(story.when(settled("P1", 5000))).containsExactly("REFUNDED 5000");
    assertThat(reasons(story)).containsOnlyNulls();
    assertThat(story.whenTimeGoesBy("P3D")).isEmpty();
  }

  @Test
  void shouldCountFromTheRequestHowLongAHeldRefundsPaymentIsNotKnown() {
    Story story = Story.given(refundOf("P9", refunded("a", 5000)));
    story.whenAfter("PT20H", request());

    assertThat(story.whenTimeGoesBy("PT23H")).isEmpty();
    assertThat(story.whenTimeGoesBy("PT1H")).containsExactly("CONFLICT PAYMENT_UNKNOWN", "LAPSED");
  }

  @Test
  void shouldSayThatTheCarrierTookItBackWhereTheMoneyWentBackInTheSameStepToo() {
    Story story = Story.given(request(), settled("P1", 5000), approved("V1"));

    assertThat(story.when(rejected("V2", after("PT1H"))))
        .containsExactly("REJECTED 5000", "REFUND_DUE 5000", "REVERSED R1/1 by REVIEW");
  }

  @Test
  void shouldNoteEachRefundWithItsOwnTimeAndAmountInTheTimeline() {
    Payment gift = occurring(refunded("b", 700, RefundKind.GOODWILL), after("PT3H"));
    Story story = Story.given(request(), settled("P1", 5000));
    story.when(occurring(refunded("a", 5000), after("PT2H")));
    story.when(gift);

    List<TimelineEntry> refunds = linesOf(story, What.REFUND);
    assertThat(refunds)
        .extracting(TimelineEntry::occurredAt)
        .containsExactly(after("PT2H"), after("PT3H"));
    assertThat(refunds)
        .extracting(TimelineEntry::amount)
        .containsExactly(new Money(5000, "CNY"), new Money(700, "CNY"));
    assertThat(linesOf(story, What.REFUNDED))
        .extracting(TimelineEntry::occurredAt)
        .containsExactly(after("PT2H"));
  }

  @Test
  void shouldKeepTheCurrencyThatWasPaidInTheTimeline() {
    Story story = Story.given(request());

    story.when(Facts.in(settled("P1", 5000), "USD"));

    assertThat(linesOf(story, What.MISMATCH))
        .extracting(TimelineEntry::amount)
        .containsExactly(new Money(5000, "USD"));
  }

  @Test
  void shouldShowAPaymentsOwnTimeBesideItsArrival() {
    Story story = Story.given(request());

    story.when(occurring(settled("P1", 5000), after("-PT20M")));

    TimelineEntry paid = linesOf(story, What.PAID).getFirst();
    assertThat(paid.occurredAt()).isEqualTo(after("-PT20M"));
    assertThat(paid.at()).isEqualTo(story.now());
  }

  private static List<String> reasons(Story story) {
    return linesOf(story, What.REFUND).stream().map(TimelineEntry::reason).toList();
  }

  private static List<TimelineEntry> linesOf(Story story, What what) {
    return story.pipeline().caseOf("R1").timeline().stream()
        .filter(line -> line.what() == what)
        .toList();
  }
}
