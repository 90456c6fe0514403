package renewals.activation.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import renewals.activation.merchant.model.ListedCard;
import renewals.activation.merchant.model.MerchantNews;
import renewals.activation.merchant.model.MerchantNews.Said;
import renewals.schemas.query.QueryResponses;
import renewals.schemas.query.QueryResponses.CardRenewal;

/**
 * What a merchant sees of a card in his list: his own, and of another merchant's renewal nothing.
 */
class MerchantRowsTest {

  private static final Instant NOW = Instant.parse("2026-11-26T02:00:00Z");
  private static final String SOON = "2026-12-06T02:00:00Z";
  private static final String LATER = "2027-03-06T02:00:00Z";

  private static ListedCard listed(Instant validUntil) {
    return listed(Said.ACTIVATED, validUntil);
  }

  private static ListedCard listed(Said said, Instant validUntil) {
    return ListedCard.after(
        null,
        new MerchantNews(
            "M-1", "R-1", "8986001234567890123", "T-1", "cmcc", said, NOW, validUntil, null));
  }

  private static QueryResponses.Card card(String validUntil, CardRenewal... renewals) {
    return new QueryResponses.Card(
        "8986001234567890123",
        Instant.parse(validUntil).isAfter(NOW) ? "ACTIVE" : "EXPIRED",
        validUntil,
        3_000,
        List.of(renewals),
        "2026-12-05T02:00:00Z",
        null,
        List.of(),
        new QueryResponses.Usage(1, 2L, 1L, NOW.toString(), NOW.toString(), null, null),
        null,
        NOW.toString(),
        "active");
  }

  private static CardRenewal renewal(String renewalId, String until) {
    return new CardRenewal(renewalId, renewalId + "/1", NOW.toString(), until, 1_000);
  }

  private static Optional<QueryResponses.MerchantCard> row(
      ListedCard listed, QueryResponses.Card card, String... his) {
    return MerchantRows.card(listed, card, Set.copyOf(Arrays.asList(his))::contains, NOW);
  }

  @Test
  void shouldShowAllOfACardThatNobodyElseRenewed() {
    QueryResponses.MerchantCard row =
        row(listed(null), card(LATER, renewal("R-0", SOON), renewal("R-1", LATER)), "R-0", "R-1")
            .orElseThrow();

    assertThat(row.validUntil()).isEqualTo(LATER);
    assertThat(row.dataBytes()).isEqualTo(2_000);
    assertThat(row.renewBy()).isEqualTo("2026-12-05T02:00:00Z");
    assertThat(row.usage()).isNotNull();
  }

  @Test
  void shouldShowHisOwnPeriodAloneWhereAnotherMerchantRenewedTheCardSince() {
    QueryResponses.MerchantCard row =
        row(listed(null), card(LATER, renewal("R-1", SOON), renewal("X-1", LATER)), "R-1")
            .orElseThrow();

    assertThat(row.validUntil()).isEqualTo(SOON);
    assertThat(row.state()).isEqualTo("ACTIVE");
    assertThat(row.dataBytes()).isEqualTo(1_000);
    assertThat(row.renewBy()).isNull();
    assertThat(row.usage()).isNull();
  }

  @Test
  void shouldShowNoCardThatIsAnotherMerchantsOnceHisOwnPeriodIsOver() {
    assertThat(
            row(
                listed(NOW.minusSeconds(1)),
                card(LATER, renewal("R-1", NOW.minusSeconds(1).toString()), renewal("X-1", LATER)),
                "R-1"))
        .isEmpty();
  }

  @Test
  void shouldShowThatHisRenewalOfAnothersCardIsNotActiveYet() {
    QueryResponses.MerchantCard row =
        row(listed(null), card(LATER, renewal("X-1", LATER)), "R-1").orElseThrow();

    assertThat(row.state()).isEqualTo("UNKNOWN");
    assertThat(row.validUntil()).isNull();
    assertThat(row.usage()).isNull();
  }

  @Test
  void shouldShowACardThatWasNeverActivated() {
    QueryResponses.MerchantCard row = row(listed(null), null, "R-1").orElseThrow();

    assertThat(row.state()).isEqualTo("UNKNOWN");
    assertThat(row.renewalId()).isEqualTo("R-1");
    assertThat(row.terminalId()).isEqualTo("T-1");
  }

  @Test
  void shouldShowThatACardWorksAsItsRequestSaidBeforeARenewalOfItCounts() {
    ListedCard asRequested = asRequested(SOON);

    for (QueryResponses.Card card :
        Arrays.asList(null, stoppedBeforeItsFirst(), card(LATER, renewal("X-1", LATER)))) {
      QueryResponses.MerchantCard row = row(asRequested, card, "R-1").orElseThrow();

      assertThat(row.state()).isEqualTo("ACTIVE");
      assertThat(row.validUntil()).isEqualTo(SOON);
      assertThat(row.dataBytes()).isZero();
    }
  }

  @Test
  void shouldNotLetHisRequestOutrankTheLedgerOfACardThatAnotherMerchantRenewed() {
    QueryResponses.MerchantCard row =
        row(asRequested(LATER), card(SOON, renewal("X-1", SOON)), "R-1").orElseThrow();

    assertThat(row.state()).isEqualTo("ACTIVE");
    assertThat(row.validUntil()).isEqualTo(SOON);
  }

  @Test
  void shouldShowThatACardWasStoppedBeforeItsFirstRenewal() throws Exception {
    QueryResponses.MerchantCard row =
        row(asRequested(SOON), stoppedBeforeItsFirst(), "R-1").orElseThrow();

    assertThat(row.status()).isEqualTo(new QueryResponses.CardStatus("CLOSED", null, SOON));
    assertThat(fits(row, "state", "CLOSED")).isTrue();
  }

  private static ListedCard asRequested(String until) {
    return listed(Said.ACCEPTED, Instant.parse(until));
  }

  private static QueryResponses.Card stoppedBeforeItsFirst() {
    return new QueryResponses.Card(
        "8986001234567890123",
        "UNKNOWN",
        null,
        0,
        List.of(),
        null,
        null,
        null,
        null,
        new QueryResponses.CardStatus("CLOSED", null, SOON),
        NOW.toString(),
        "active");
  }

  @Test
  void shouldFitByExpiryStateAndStatus() throws Exception {
    QueryResponses.MerchantCard row =
        row(listed(null), card(SOON, renewal("R-1", SOON)), "R-1").orElseThrow();

    assertThat(fits(row, "expiresBefore", "2026-12-06T02:00:01Z")).isTrue();
    assertThat(fits(row, "expiresBefore", SOON)).isFalse();
    assertThat(fits(row, "state", "ACTIVE")).isTrue();
    assertThat(fits(row, "state", "EXPIRED")).isFalse();
    assertThat(fits(row, "state", "SUSPENDED")).isFalse();
  }

  private static boolean fits(QueryResponses.MerchantCard row, String name, String value)
      throws Exception {
    return MerchantRows.fits(MerchantRequest.ofCards("M-1", Map.of(name, List.of(value))), row);
  }
}
