package renewals.schemas.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import renewals.schemas.card.CardExpiry;

/** Until when a renewal's card works: rules, "A card", and decision 35. */
class RenewalCardTest {

  private static final String SOONER = "2026-12-01T00:00:00Z";
  private static final String LATER = "2027-03-01T00:00:00Z";

  @Test
  void shouldGoByTheLedgerBeforeTheActivationThoughTheRequestNamesALaterDate() {
    assertThat(expiry(waiting(LATER), ledger(SOONER))).isEqualTo(byLedger(SOONER));
  }

  @Test
  void shouldGoByTheLedgerWhereItIsLaterThanTheRequest() {
    assertThat(expiry(waiting(SOONER), ledger(LATER))).isEqualTo(byLedger(LATER));
  }

  @Test
  void shouldGoByTheLedgerAfterTheActivationThoughAResetEndsSoonerThanTheRequestSaid() {
    assertThat(expiry(activated(LATER, SOONER), ledger(SOONER))).isEqualTo(byLedger(SOONER));
  }

  @Test
  void shouldGoByTheLedgerAfterAReversalWhichKeepsWhatTheRequestSaid() {
    assertThat(expiry(reversed(LATER), ledger(LATER))).isEqualTo(byLedger(LATER));
  }

  @Test
  void shouldSayThatNothingIsLeftAfterAReversalThoughAnothersRequestNamesADate() {
    assertThat(expiry(waiting(LATER), ledger(null))).isEqualTo(CardExpiry.ofLedger(null));
  }

  @Test
  void shouldGoByTheRequestOfACardThatTheLedgerDoesNotKnow() {
    assertThat(expiry(waiting(LATER), new CardAnswer.Unknown()))
        .isEqualTo(CardExpiry.asRequested(Instant.parse(LATER)));
  }

  @Test
  void shouldNotGoByTheRequestWhileNobodyCanAskTheLedger() {
    assertThat(expiry(waiting(LATER), new CardAnswer.Unanswered())).isEqualTo(CardExpiry.UNKNOWN);
  }

  @Test
  void shouldGoByTheRequestOfACardThatItsCarrierStoppedBeforeItsFirstRenewal() {
    CardAnswer stopped =
        new CardAnswer.Known(
            new QueryResponses.Card(
                "8986001234567890123",
                "UNKNOWN",
                null,
                0,
                List.of(),
                null,
                null,
                null,
                null,
                new QueryResponses.CardStatus("SUSPENDED", "RISK", SOONER),
                null,
                "active"));

    assertThat(expiry(waiting(LATER), stopped))
        .isEqualTo(CardExpiry.asRequested(Instant.parse(LATER)));
  }

  @Test
  void shouldKnowNothingOfACardThatNobodySaidAnythingOf() {
    assertThat(expiry(waiting(null), new CardAnswer.Unknown())).isEqualTo(CardExpiry.UNKNOWN);
  }

  @Test
  void shouldGoByTheRenewalsOwnPeriodWhileNobodyCanAskTheLedger() {
    assertThat(expiry(activated(LATER, SOONER), new CardAnswer.Unanswered()))
        .isEqualTo(byLedger(SOONER));
  }

  @Test
  void shouldNotGoByTheRequestOfAReversedRenewalWhileNobodyCanAskTheLedger() {
    assertThat(expiry(reversed(LATER), new CardAnswer.Unanswered())).isEqualTo(CardExpiry.UNKNOWN);
  }

  private static CardExpiry byLedger(String until) {
    return CardExpiry.ofLedger(Instant.parse(until));
  }

  private static CardExpiry expiry(QueryResponses.Renewal renewal, CardAnswer card) {
    return RenewalCard.expiry(renewal, card);
  }

  private static QueryResponses.Renewal waiting(@Nullable String told) {
    return renewal("WAITING_FOR_REVIEW", told, null, "ACCEPTED", "PAID");
  }

  private static QueryResponses.Renewal activated(String told, String until) {
    return renewal("USABLE", told, until, "ACCEPTED", "ACTIVATED");
  }

  private static QueryResponses.Renewal reversed(String told) {
    return renewal("REFUNDED", told, null, "ACCEPTED", "ACTIVATED", "REVERSED");
  }

  private static QueryResponses.Renewal renewal(
      String state, @Nullable String told, @Nullable String until, String... timeline) {
    QueryResponses.Money none = new QueryResponses.Money(0, "CNY");
    return new QueryResponses.Renewal(
        "R-1",
        state,
        "8986001234567890123",
        "M-1",
        none,
        none,
        none,
        List.of(),
        null,
        Stream.of(timeline)
            .map(what -> new QueryResponses.Line("2026-11-26T00:00:00Z", null, what, null, null))
            .toList(),
        new QueryResponses.Requested(
            "T-1", "cmcc", "app", new QueryResponses.Plan("P", "P1M", 0, "STACK"), null, told),
        until == null ? null : "2026-11-01T00:00:00Z",
        until,
        null,
        "active");
  }

  private static CardAnswer ledger(@Nullable String until) {
    return new CardAnswer.Known(
        new QueryResponses.Card(
            "8986001234567890123",
            until == null ? "UNKNOWN" : "ACTIVE",
            until,
            0,
            List.of(),
            null,
            null,
            List.of(),
            null,
            null,
            null,
            "active"));
  }
}
