package renewals.portal.ops;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import renewals.portal.client.Found;
import renewals.portal.client.QuoteQuery;
import renewals.portal.client.RenewalLookup;
import renewals.schemas.query.QueryResponses;

/** Renewals in memory; their cards and merchants are those that they name. */
final class ListedLookup implements RenewalLookup {

  static final String ICCID = "89860012345678901238";

  private final Map<String, QueryResponses.Renewal> renewals = new LinkedHashMap<>();
  private final AtomicInteger asked = new AtomicInteger();
  private volatile boolean away;
  private volatile boolean cardsMoving;
  private volatile @Nullable String validUntil;

  ListedLookup(QueryResponses.Renewal... renewals) {
    for (QueryResponses.Renewal renewal : renewals) {
      this.renewals.put(renewal.renewalId(), renewal);
    }
  }

  ListedLookup goAway() {
    away = true;
    return this;
  }

  /** Nobody can say for now how a card stands. */
  ListedLookup moveCards() {
    cardsMoving = true;
    return this;
  }

  /** Every card is valid until then. */
  ListedLookup validUntil(String time) {
    validUntil = time;
    return this;
  }

  /** Paid, in review, expected. */
  static QueryResponses.Renewal waiting(String renewalId, String merchantId, String terminalId) {
    return new QueryResponses.Renewal(
        renewalId,
        "WAITING_FOR_REVIEW",
        ICCID,
        merchantId,
        new QueryResponses.Money(5000, "CNY"),
        new QueryResponses.Money(5000, "CNY"),
        new QueryResponses.Money(0, "CNY"),
        List.of("REVIEW"),
        new QueryResponses.ExpectedUsable(
            "2026-11-23T06:00:00Z", "2026-11-23T23:05:00Z", "CARRIER", 900, "MAINTENANCE"),
        List.of(
            new QueryResponses.Line("2026-11-23T02:00:00Z", null, "ACCEPTED", null, null),
            new QueryResponses.Line(
                "2026-11-23T02:10:00Z",
                "2026-11-23T02:01:00Z",
                "PAID",
                new QueryResponses.Money(5000, "CNY"),
                null)),
        new QueryResponses.Requested(
            terminalId,
            "carrier-m",
            "bank-east",
            new QueryResponses.Plan("pos-month", "P1M", 2_000_000_000, "STACK"),
            null,
            null),
        null,
        null,
        "2026-11-23T04:29:00Z",
        "active");
  }

  /** Paid and approved. */
  static QueryResponses.Renewal usable(String renewalId) {
    QueryResponses.Renewal waiting = waiting(renewalId, "M-1", "T-1");
    return new QueryResponses.Renewal(
        renewalId,
        "USABLE",
        waiting.iccid(),
        waiting.merchantId(),
        waiting.net(),
        waiting.due(),
        waiting.owed(),
        List.of(),
        null,
        waiting.timeline(),
        waiting.request(),
        "2026-10-23T02:10:00Z",
        "2026-11-23T02:10:00Z",
        waiting.asOf(),
        "active");
  }

  /** How often anybody asked for anything. */
  int asked() {
    return asked.get();
  }

  private <T> Found<T> answer(@Nullable T found) {
    asked.incrementAndGet();
    if (away) {
      return new Found.Away<>();
    }
    return found == null ? new Found.Unknown<>() : new Found.Known<>(found);
  }

  @Override
  public Found<QueryResponses.Renewal> renewal(String renewalId) {
    return answer(renewals.get(renewalId));
  }

  @Override
  public Found<QueryResponses.Card> card(String iccid, @Nullable String carrierId) {
    if (cardsMoving) {
      return new Found.Moving<>();
    }
    List<QueryResponses.CardRenewal> ofIt = new ArrayList<>();
    for (QueryResponses.Renewal renewal : renewals.values()) {
      if (iccid.equals(renewal.iccid()) && renewal.validFrom() != null) {
        ofIt.add(
            new QueryResponses.CardRenewal(
                renewal.renewalId(),
                renewal.renewalId() + "/1",
                renewal.validFrom(),
                String.valueOf(renewal.validUntil()),
                1));
      }
    }
    return answer(
        new QueryResponses.Card(
            iccid, "ACTIVE", validUntil, 1, ofIt, null, null, null, null, null, null, "active"));
  }

  @Override
  public Found<QueryResponses.Quote> quote(QuoteQuery question) {
    return new Found.Away<>();
  }

  @Override
  public List<QueryResponses.Announcement> announcements(
      String carrierId, String channelId, String planId) {
    return List.of();
  }

  @Override
  public List<String> carriers() {
    return List.of();
  }

  @Override
  public Found<QueryResponses.MerchantCards> merchantCards(String merchantId, String cursor) {
    List<QueryResponses.MerchantCard> cards = new ArrayList<>();
    for (QueryResponses.Renewal renewal : renewals.values()) {
      if (merchantId.equals(renewal.merchantId())) {
        cards.add(
            new QueryResponses.MerchantCard(
                ICCID,
                "T-1",
                "carrier-m",
                renewal.renewalId(),
                "ACTIVE",
                null,
                1,
                null,
                null,
                null,
                null));
      }
    }
    return answer(new QueryResponses.MerchantCards(merchantId, cards, null, null, null, "active"));
  }
}
