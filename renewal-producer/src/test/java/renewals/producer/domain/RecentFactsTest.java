package renewals.producer.domain;

import static java.util.Locale.ROOT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import renewals.client.EventIds;
import renewals.testing.Samples;
import renewals.v1.Activation;
import renewals.v1.CardUsage;
import renewals.v1.CarrierReview;
import renewals.v1.PaymentEvent;
import renewals.v1.PaymentStatus;
import renewals.v1.RefundKind;
import renewals.v1.RenewalRequested;
import renewals.v1.ReviewOutcome;
import renewals.v1.ReviewReason;

class RecentFactsTest {

  private final RecentFacts facts = new RecentFacts(2);

  @Test
  void shouldKnowAFactWithOtherContent() {
    facts.remember(Samples.payment("P1"));

    assertThat(facts.contradicts(withAmount(1))).isTrue();
    assertThat(facts.contradicts(Samples.payment("P1"))).isFalse();
    assertThat(facts.contradicts(Samples.payment("P2"))).isFalse();
  }

  @Test
  void shouldContradictAUsageReportOfTheSameNumberWithOtherContent() {
    facts.remember(Samples.usage("U1"));
    CardUsage spaced = Samples.usage("U1");
    spaced.setIccid("8986-0000-0000-0000-000");
    CardUsage other = Samples.usage("U1");
    other.setUsedBytes(1L);

    assertThat(facts.contradicts(spaced)).isFalse();
    assertThat(facts.contradicts(other)).isTrue();
  }

  @Test
  void shouldKeepTheFirstContent() {
    facts.remember(Samples.payment("P1"));
    facts.remember(withAmount(1));

    assertThat(facts.contradicts(withAmount(1))).isTrue();
  }

  @Test
  void shouldTakeAnotherStatusOfAPaymentForAnotherFact() {
    facts.remember(Samples.payment("P1"));
    PaymentEvent failed = Samples.payment("P1");
    failed.setStatus(PaymentStatus.FAILED);

    assertThat(facts.contradicts(failed)).isFalse();
  }

  @Test
  void shouldTakeATradeNumberThatPaysTwoRenewalsForTwoFacts() {
    facts.remember(Samples.payment("P1"));
    PaymentEvent second = Samples.payment("P1");
    second.setRenewalId("R2");

    assertThat(facts.contradicts(second)).isFalse();
    facts.remember(second);
    assertThat(facts.contradicts(withAmount(1))).isTrue();
  }

  @Test
  void shouldTakeAReviewNumberThatDecidesOnTwoRenewalsForTwoFacts() {
    facts.remember(Samples.review("V1"));
    CarrierReview second = Samples.review("V1");
    second.setRenewalId("R2");

    assertThat(facts.contradicts(second)).isFalse();
  }

  @Test
  void shouldTakeACardWithAndWithoutItsCheckDigitForOneCard() {
    RenewalRequested whole = Samples.request("R1");
    facts.remember(whole);

    String key = whole.getIccid().substring(0, 19);
    assertThat(facts.contradicts(forCard(key))).isFalse();
    assertThat(facts.contradicts(forCard(key.replaceFirst("(.{4})", "$1-").toLowerCase(ROOT))))
        .isFalse();
    assertThat(facts.contradicts(forCard(key.substring(0, 18) + "7"))).isTrue();
  }

  @Test
  void shouldTakeACardWithAndWithoutItsCheckDigitForOneCardInReviews() {
    CarrierReview review = Samples.review("V1");
    review.setIccid("89860000000000000001");
    facts.remember(review);
    CarrierReview shorter =
        CarrierReview.newBuilder(review).setIccid("8986000000000000000").build();

    assertThat(facts.contradicts(shorter)).isFalse();
  }

  @Test
  void shouldLeaveItToTheStreamWhetherTwoReasonsOfAReviewDiffer() {
    CarrierReview review = Samples.review("V1");
    review.setOutcome(ReviewOutcome.REJECTED);
    review.setReason(ReviewReason.OTHER);
    facts.remember(review);
    CarrierReview learnt =
        CarrierReview.newBuilder(review).setReason(ReviewReason.RISK_STOP).build();

    assertThat(facts.contradicts(learnt)).isFalse();
  }

  @Test
  void shouldTakeAnAbsentRefundKindForACancellation() {
    PaymentEvent refund = Samples.payment("P1");
    refund.setStatus(PaymentStatus.REFUNDED);
    facts.remember(refund);
    PaymentEvent same = PaymentEvent.newBuilder(refund).build();

    same.setRefundKind(RefundKind.CANCELLATION);
    assertThat(facts.contradicts(same)).isFalse();
    same.setRefundKind(RefundKind.EXCESS);
    assertThat(facts.contradicts(same)).isTrue();
  }

  @Test
  void shouldTakeASumOfFalseForNone() {
    PaymentEvent refund = Samples.payment("P1");
    refund.setStatus(PaymentStatus.REFUNDED);
    refund.setRefundOf("P0");
    facts.remember(refund);

    refund.setCumulative(false);
    assertThat(facts.contradicts(refund)).isFalse();
    refund.setCumulative(true);
    assertThat(facts.contradicts(refund)).isTrue();
  }

  @Test
  void shouldForgetTheLeastRecentlyUsed() {
    facts.remember(Samples.payment("P1"));
    facts.remember(Samples.payment("P2"));
    facts.remember(Samples.payment("P3"));

    assertThat(facts.contradicts(withAmount(1))).isFalse();
  }

  @Test
  void shouldRefuseAMemoryOfNothing() {
    assertThatThrownBy(() -> new RecentFacts(0)).hasMessage("most is 0, expected at least 1");
  }

  @Test
  void shouldGiveNoIdToWhatPartnersDoNotSend() {
    assertThatThrownBy(() -> EventIds.of(new Activation()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static RenewalRequested forCard(String iccid) {
    return RenewalRequested.newBuilder(Samples.request("R1")).setIccid(iccid).build();
  }

  private static PaymentEvent withAmount(long minorUnits) {
    PaymentEvent payment = Samples.payment("P1");
    payment.getAmount().setMinorUnits(minorUnits);
    return payment;
  }
}
