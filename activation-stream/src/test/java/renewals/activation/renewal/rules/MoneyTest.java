package renewals.activation.renewal.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static renewals.activation.renewal.rules.Facts.after;
import static renewals.activation.renewal.rules.Facts.approved;
import static renewals.activation.renewal.rules.Facts.failed;
import static renewals.activation.renewal.rules.Facts.refunded;
import static renewals.activation.renewal.rules.Facts.rejected;
import static renewals.activation.renewal.rules.Facts.request;
import static renewals.activation.renewal.rules.Facts.settled;

import org.junit.jupiter.api.Test;
import renewals.activation.renewal.model.Fact.Payment.RefundKind;
import renewals.activation.renewal.model.RenewalStatus;

/** Rules 4 and 7: what counts as paid, and what is owed back. */
class MoneyTest {

  @Test
  void shouldTakeAGiftAsPaidAtOnce() {
    assertThat(RuleScenario.given().when(request("R1", 0))).containsExactly("ACCEPTED", "PAID 0");
  }

  @Test
  void shouldAddUpSeveralPayments() {
    RuleScenario scenario = RuleScenario.given(request());

    assertThat(scenario.when(settled("P1", 2000))).containsExactly("UNDERPAID 3000");
    assertThat(scenario.when(settled("P2", 1000))).containsExactly("UNDERPAID 2000");
    assertThat(scenario.when(settled("P3", 2000))).containsExactly("PAID 5000");
  }

  @Test
  void shouldNotCountAFailedPayment() {
    RuleScenario scenario = RuleScenario.given(request());

    assertThat(scenario.when(failed("P1"))).containsExactly("PAYMENT_FAILED 5000");
    assertThat(scenario.status().net()).isZero();
  }

  @Test
  void shouldReduceTheNetByCancellationAndExcessButNotByGoodwill() {
    RuleScenario scenario = RuleScenario.given(request(), settled("P1", 9000));

    scenario.when(refunded("P2", 1000, RefundKind.CANCELLATION));
    scenario.when(refunded("P3", 2000, RefundKind.EXCESS));

    assertThat(scenario.when(refunded("P4", 4000, RefundKind.GOODWILL))).isEmpty();
    assertThat(scenario.status().net()).isEqualTo(6000);
  }

  @Test
  void shouldLetTheNetBeNegative() {
    RuleScenario scenario = RuleScenario.given(request());

    assertThat(scenario.when(refunded("P1", 1000))).isEmpty();
    assertThat(scenario.status().net()).isEqualTo(-1000);
    assertThat(scenario.when(settled("P2", 2000))).containsExactly("UNDERPAID 4000");
  }

  @Test
  void shouldOweASecondFullPaymentBackAndNeverStackIt() {
    RuleScenario scenario = RuleScenario.given(request(), settled("P1", 5000), approved("V1"));

    assertThat(scenario.when(settled("P2", 5000))).containsExactly("REFUND_DUE 5000");
    assertThat(scenario.status().owed()).isEqualTo(5000);
    assertThat(scenario.pipeline().ledgerOf(request().cardKey())).hasSize(1);
  }

  @Test
  void shouldSayNothingWhenWhatIsOwedHasBeenPaidBack() {
    RuleScenario scenario =
        RuleScenario.given(request(), settled("P1", 5000), approved("V1"), settled("P2", 5000));

    assertThat(scenario.when(refunded("P3", 5000, RefundKind.EXCESS))).isEmpty();
    assertThat(scenario.status().owed()).isZero();
    assertThat(scenario.state()).isEqualTo(RenewalStatus.State.USABLE);
  }

  @Test
  void shouldSayTheRestThatIsOwedAfterAPartialRefund() {
    RuleScenario scenario = RuleScenario.given(request(), settled("P1", 5000), rejected("V1"));

    assertThat(scenario.when(refunded("P2", 2000))).containsExactly("REFUND_DUE 3000");
  }

  @Test
  void shouldOweEverythingBackOnceRejected() {
    RuleScenario scenario = RuleScenario.given(request(), settled("P1", 6000));

    assertThat(scenario.when(rejected("V1"))).containsExactly("REJECTED 6000", "REFUND_DUE 6000");
  }

  @Test
  void shouldOweOnlyTheExcessAgainOnceALaterReviewApproves() {
    RuleScenario scenario = RuleScenario.given(request(), settled("P1", 6000), rejected("V1"));

    assertThat(scenario.when(approved("V2", after("PT1H"))))
        .containsExactly("APPROVED", "REFUND_DUE 1000", "ACTIVATED R1/1");
  }

  @Test
  void shouldOweNothingWhileItWaits() {
    RuleScenario scenario = RuleScenario.given(request(), settled("P1", 9000));

    assertThat(scenario.status().owed()).isZero();
  }

  @Test
  void shouldOweNothingWhereMoreWentBackThanCame() {
    RuleScenario scenario = RuleScenario.given(request(), settled("P1", 5000), rejected("V1"));

    assertThat(scenario.when(refunded("P2", 6000))).containsExactly("REFUNDED 6000");
    assertThat(scenario.status().owed()).isZero();
  }

  @Test
  void shouldSayUnderpaidWhenARefundTakesBackPartOfWhatWasPaidBeforeAnyReview() {
    RuleScenario scenario = RuleScenario.given(request(), settled("P1", 5000));

    assertThat(scenario.when(refunded("P2", 2000))).containsExactly("UNDERPAID 2000");
  }

  @Test
  void shouldSayUnderpaidBesideTheReversalOnlyWhereSomeMoneyIsLeft() {
    RuleScenario some = RuleScenario.given(request(), settled("P1", 5000), approved("V1"));
    RuleScenario none = RuleScenario.given(request(), settled("P1", 5000), approved("V1"));

    assertThat(some.when(refunded("P2", 2000)))
        .containsExactly("UNDERPAID 2000", "REVERSED R1/1 by REFUND");
    assertThat(none.when(refunded("P2", 5000))).containsExactly("REVERSED R1/1 by REFUND");
  }

  @Test
  void shouldNotDemandMoneyWhileRejected() {
    RuleScenario scenario = RuleScenario.given(request(), rejected("V1"));

    assertThat(scenario.when(settled("P1", 2000))).containsExactly("REFUND_DUE 2000");
  }

  @Test
  void shouldNotSayPaidWhileRejected() {
    RuleScenario scenario = RuleScenario.given(request(), rejected("V1"));

    assertThat(scenario.when(settled("P1", 5000))).containsExactly("REFUND_DUE 5000");
  }

  @Test
  void shouldSayEveryFailedPaymentThatWasHeldInOrderOfArrival() {
    RuleScenario scenario = RuleScenario.given(failed("P2"), settled("P1", 5000), failed("P1"));

    assertThat(scenario.when(request()))
        .containsExactly("ACCEPTED", "PAYMENT_FAILED 5000", "PAYMENT_FAILED 5000", "PAID 5000");
  }
}
