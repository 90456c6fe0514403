package renewals.activation.merchant.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import renewals.activation.merchant.model.MerchantNews.Said;
import renewals.activation.renewal.model.RenewalStatus.State;

/** What is known of a renewal's state where its outputs don't tell all of it. */
class ListedRenewalTest {

  private static final Instant START = Instant.parse("2026-03-02T02:00:00Z");

  private static MerchantNews news(Said said, int second) {
    return new MerchantNews(
        "M-1",
        "R-1",
        "8986011234567890123",
        "T-1",
        "c1",
        said,
        START.plusSeconds(second),
        null,
        null);
  }

  private static ListedRenewal after(Said... told) {
    ListedRenewal listed = null;
    for (int i = 0; i < told.length; i++) {
      MerchantNews news = news(told[i], i);
      listed = listed == null ? ListedRenewal.first(news) : listed.after(news);
    }
    assertThat(listed).isNotNull();
    return listed;
  }

  @Test
  void shouldWaitForPaymentWhereALapsedRenewalPaidInPartIsApproved() {
    ListedRenewal listed = after(Said.ACCEPTED, Said.LAPSED, Said.UNDERPAID, Said.APPROVED_UNPAID);

    assertThat(listed.mayBe(State.WAITING_FOR_PAYMENT)).isTrue();
    assertThat(listed.mayBe(State.LAPSED)).isFalse();
  }

  @Test
  void shouldNotBeSureOfALapseThatHoldsMoney() {
    ListedRenewal listed = after(Said.ACCEPTED, Said.UNDERPAID, Said.LAPSED);

    assertThat(listed.mayBe(State.LAPSED)).isTrue();
    assertThat(listed.mayBe(State.WAITING_FOR_PAYMENT)).isTrue();
  }

  @Test
  void shouldBeSureOfALapseWithoutMoney() {
    ListedRenewal listed = after(Said.ACCEPTED, Said.LAPSED);

    assertThat(listed.mayBe(State.WAITING_FOR_PAYMENT)).isFalse();
  }

  @Test
  void shouldNotBeSurerOfARefundThanOfTheReversalBeforeIt() {
    ListedRenewal listed =
        after(Said.ACCEPTED, Said.PAID, Said.ACTIVATED, Said.REVERSED, Said.REFUNDED);

    assertThat(listed.mayBe(State.REFUNDED)).isTrue();
    assertThat(listed.mayBe(State.REJECTED)).isTrue();
  }

  @Test
  void shouldFindAUsableRenewalWhoseActivationIsEarlierThanWhatWasSaidBeforeIt() {
    ListedRenewal activated = ListedRenewal.first(news(Said.ACTIVATED, 9));

    ListedRenewal listed = activated.after(news(Said.APPROVED_UNPAID, 10));

    assertThat(listed.mayBe(State.USABLE)).isTrue();
    assertThat(listed.mayBe(State.WAITING_FOR_PAYMENT)).isTrue();
  }

  @Test
  void shouldForgetAnActivatedRenewalWhosePaymentIsReadBehindIt() {
    ListedRenewal listed = ListedRenewal.first(news(Said.ACTIVATED, 9)).after(news(Said.PAID, 10));

    assertThat(listed.isForgotten(START.plus(ListedRenewal.KEPT).plusSeconds(11))).isTrue();
  }
}
