package renewals.bench.flink;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RenewalTest {

  private final Renewal renewal = new Renewal();

  @Test
  void shouldBeUsableOnceRequestedPaidAndApprovedWhateverTheOrder() {
    renewal.take(review("review", 1, true));
    renewal.take(payment("payment", 5_000));
    assertThat(renewal.isDueUsable()).isFalse();

    renewal.take(request(5_000));

    assertThat(renewal.isDueUsable()).isTrue();
  }

  @Test
  void shouldCountAFactOnce() {
    renewal.take(request(5_000));
    assertThat(renewal.take(payment("payment", 2_500))).isTrue();

    assertThat(renewal.take(payment("payment", 2_500))).isFalse();

    assertThat(renewal.isPaid()).isFalse();
  }

  @Test
  void shouldHeedTheLatestReview() {
    renewal.take(request(0));
    renewal.take(review("later", 2, true));
    renewal.take(review("earlier", 1, false));

    assertThat(renewal.isDueUsable()).isTrue();
  }

  private static Fact request(long due) {
    Fact fact = new Fact();
    fact.request = true;
    fact.identity = "request";
    fact.amountDue = due;
    return fact;
  }

  private static Fact payment(String id, long amount) {
    Fact fact = new Fact();
    fact.identity = id;
    fact.movement = amount;
    return fact;
  }

  private static Fact review(String id, long decidedAt, boolean approved) {
    Fact fact = new Fact();
    fact.identity = id;
    fact.reviewId = id;
    fact.decidedAt = decidedAt;
    fact.approved = approved;
    return fact;
  }
}
