package renewals.activation.merchant.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import renewals.activation.merchant.model.MerchantNews.Said;
import renewals.activation.renewal.model.RenewalStatus.State;

/** What is known of a renewal's state where its outputs don't tell all of it. */
class ListedRenewalTest {

  private static final Instant START = Instant.parse("2026-03-02T02:00:00Z");

  private static ListedRenewal after(Said... told) {
    ListedRenewal listed = null;
    for (int i = 0; i < told.length; i++) {
      MerchantNews news =
          new MerchantNews(
              "M-1",
              "R-1",
              "8986011234567890123",
              "T-1",
              "c1",
              told[i],
              START.plusSeconds(i),
              null,
              null);
      listed = listed == null ? ListedRenewal.first(news) : listed.after(news);
    }
    assertThat(listed).isNotNull();
    return listed;
  }

  @Test
  void shouldWaitForPaymentWhereALapsedRenewalPaidInPartIsApproved() {
    ListedRenewal listed = after(Said.ACCEPTED, Said.LAPSED, Said.UNDERPAID, Said.APPROVED_UNPAID);

    assertThat(listed.state()).isEqualTo(State.WAITING_FOR_PAYMENT);
    assertThat(listed.sure()).isTrue();
  }

  @Test
  void shouldNotBeSureOfALapseThatHoldsMoney() {
    ListedRenewal listed = after(Said.ACCEPTED, Said.UNDERPAID, Said.LAPSED);

    assertThat(listed.state()).isEqualTo(State.LAPSED);
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

    assertThat(listed.state()).isEqualTo(State.REFUNDED);
    assertThat(listed.mayBe(State.REJECTED)).isTrue();
  }
}
