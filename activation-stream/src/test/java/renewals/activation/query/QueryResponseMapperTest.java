package renewals.activation.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import renewals.activation.query.state.LocalStateReader;
import renewals.activation.renewal.model.Fact;
import renewals.activation.renewal.model.Fact.Payment.RefundKind;
import renewals.activation.renewal.model.Fact.Payment.Status;
import renewals.activation.renewal.model.Money;
import renewals.activation.renewal.model.Period;
import renewals.activation.renewal.model.Plan;
import renewals.activation.renewal.rules.InMemoryPipeline;
import renewals.activation.renewal.rules.RulePolicy;
import renewals.schemas.query.QueryResponses;

class QueryResponseMapperTest {

  private static final Instant EVENT = Instant.parse("2026-03-02T01:00:00Z");
  private static final Instant ARRIVED = Instant.parse("2026-03-02T02:00:00Z");

  private final InMemoryPipeline pipeline = new InMemoryPipeline(RulePolicy.DEFAULT);

  private QueryResponses.Renewal viewOf(Fact... facts) {
    for (Fact fact : facts) {
      pipeline.take(fact, ARRIVED);
    }
    LocalStateReader.Seen seen = new LocalStateReader.Seen(ARRIVED, LocalStateReader.Seen.ACTIVE);
    return QueryResponseMapper.renewal(
        pipeline.caseOf("R1"), Optional.empty(), null, ARRIVED, seen);
  }

  @Test
  void shouldGiveEachAmountItsOwnCurrency() {
    QueryResponses.Renewal answer =
        viewOf(request(), payment("P1", Status.SETTLED, new Money(5000, "USD"), null));

    assertThat(answer.due()).isEqualTo(new QueryResponses.Money(5000, "CNY"));
    assertThat(answer.timeline().getLast().what()).isEqualTo("MISMATCH");
    assertThat(answer.timeline().getLast().amount())
        .isEqualTo(new QueryResponses.Money(5000, "USD"));
  }

  @Test
  void shouldGiveTheEventsOwnTimeBesideItsArrival() {
    QueryResponses.Renewal answer = viewOf(request(), settled());

    assertThat(answer.timeline())
        .extracting(QueryResponses.Line::what)
        .containsExactly("ACCEPTED", "PAID");
    assertThat(answer.timeline())
        .extracting(QueryResponses.Line::occurredAt)
        .containsOnly("2026-03-02T01:00:00Z");
    assertThat(answer.timeline())
        .extracting(QueryResponses.Line::at)
        .containsOnly("2026-03-02T02:00:00Z");
  }

  @Test
  void shouldWaitForNothingOnceTheMoneyWentBack() {
    QueryResponses.Renewal answer =
        viewOf(request(), settled(), payment("P2", Status.REFUNDED, new Money(5000, "CNY"), "P1"));

    assertThat(answer.state()).isEqualTo("REFUNDED");
    assertThat(answer.waitingFor()).isEmpty();
    assertThat(answer.net().minorUnits()).isZero();
    assertThat(answer.timeline())
        .extracting(QueryResponses.Line::what)
        .containsExactly("ACCEPTED", "PAID", "REFUND", "REFUNDED");
  }

  @Test
  void shouldWaitForNothingWhileRejected() {
    Fact.Review rejected =
        new Fact.Review(
            "R1", "cmcc", "V1", null, Fact.Review.Outcome.REJECTED, "RISK_STOP", null, null, EVENT);

    assertThat(viewOf(request(), rejected).waitingFor()).isEmpty();
  }

  private static Fact.Requested request() {
    return new Fact.Requested(
        "R1",
        "app",
        "cmcc",
        "M-1",
        "T-1",
        "898600D6991330004146",
        new Plan("pos", new Period(1, Period.Unit.MONTHS), 1_000, Plan.Policy.STACK),
        new Money(5000, "CNY"),
        null,
        null,
        EVENT);
  }

  private static Fact.Payment settled() {
    return payment("P1", Status.SETTLED, new Money(5000, "CNY"), null);
  }

  private static Fact.Payment payment(
      String id, Status status, Money amount, @Nullable String refundOf) {
    RefundKind kind = status == Status.REFUNDED ? RefundKind.CANCELLATION : null;
    return new Fact.Payment("R1", "app", id, status, amount, kind, refundOf, false, null, EVENT);
  }
}
