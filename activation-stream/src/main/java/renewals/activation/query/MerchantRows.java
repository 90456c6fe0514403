package renewals.activation.query;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import renewals.activation.merchant.model.ListedCard;
import renewals.schemas.query.QueryResponses;

/** A merchant's list, row by row: what it says of a card, put together with how the card stands. */
final class MerchantRows {

  private static final String ACTIVE = "ACTIVE";
  private static final String EXPIRED = "EXPIRED";
  private static final String UNKNOWN = "UNKNOWN";

  private MerchantRows() {}

  /**
   * A card as its merchant sees it. Where another merchant has renewed it since, he sees what he
   * has paid for, and once that is over nothing.
   *
   * @param card null where nothing is known of it: it was never activated
   * @param isHis whether a renewal is his
   */
  static Optional<QueryResponses.MerchantCard> card(
      ListedCard listed, QueryResponses.@Nullable Card card, Predicate<String> isHis, Instant now) {
    if (card == null || !card.isInLedger()) {
      return Optional.of(row(listed, stateOf(listed.validUntil(), now), listed.validUntil(), card));
    }
    List<QueryResponses.CardRenewal> his =
        card.renewals().stream().filter(one -> isHis.test(one.renewalId())).toList();
    long dataBytes = 0;
    for (QueryResponses.CardRenewal one : his) {
      dataBytes += Math.min(one.dataBytes(), Long.MAX_VALUE - dataBytes);
    }
    boolean anothersNow =
        !card.renewals().isEmpty() && !isHis.test(card.renewals().getLast().renewalId());
    if (!anothersNow) {
      return Optional.of(row(listed, card.state(), card.validUntil(), dataBytes, card));
    }
    if (his.isEmpty() && (listed.validUntil() == null || !listed.expiry().isOfLedger())) {
      return Optional.of(requestedOfAnothers(listed, card, now));
    }
    Optional<String> until =
        his.stream().map(QueryResponses.CardRenewal::validUntil).reduce((one, later) -> later);
    String state = until.map(end -> stateOf(Instant.parse(end), now)).orElse(EXPIRED);
    QueryResponses.CardStatus status = card.status();
    return state.equals(EXPIRED)
        ? Optional.empty()
        : Optional.of(
            new QueryResponses.MerchantCard(
                card.iccid(),
                listed.terminalId(),
                listed.carrierId(),
                listed.renewalId(),
                state,
                until.orElse(null),
                dataBytes,
                null,
                null,
                null,
                status));
  }

  /**
   * Another merchant's card by its ledger, of which none of his own renewals has counted: it works
   * as long as he said, and no longer than its ledger says.
   */
  private static QueryResponses.MerchantCard requestedOfAnothers(
      ListedCard listed, QueryResponses.Card card, Instant now) {
    Instant said = listed.validUntil();
    Instant known = card.validUntil() == null ? null : Instant.parse(card.validUntil());
    Instant until = said != null && known != null && known.isBefore(said) ? known : said;
    return row(listed, stateOf(until, now), until, null);
  }

  private static QueryResponses.MerchantCard row(
      ListedCard listed,
      String state,
      @Nullable Instant until,
      QueryResponses.@Nullable Card reported) {
    return row(listed, state, until == null ? null : until.toString(), 0, reported);
  }

  private static QueryResponses.MerchantCard row(
      ListedCard listed,
      String state,
      @Nullable String validUntil,
      long dataBytes,
      QueryResponses.@Nullable Card card) {
    return new QueryResponses.MerchantCard(
        listed.iccid(),
        listed.terminalId(),
        listed.carrierId(),
        listed.renewalId(),
        state,
        validUntil,
        dataBytes,
        card == null ? null : card.renewBy(),
        card == null ? null : card.closesAt(),
        card == null ? null : card.usage(),
        card == null ? null : card.status());
  }

  static QueryResponses.MerchantRenewal renewal(QueryResponses.Renewal renewal) {
    QueryResponses.Requested request = renewal.request();
    return new QueryResponses.MerchantRenewal(
        renewal.renewalId(),
        renewal.state(),
        renewal.iccid(),
        request == null ? null : request.terminalId(),
        request == null ? null : request.carrierId(),
        request == null ? null : request.channelId(),
        renewal.net(),
        renewal.due(),
        renewal.owed(),
        renewal.waitingFor(),
        renewal.expectedUsable(),
        renewal.validFrom(),
        renewal.validUntil());
  }

  static String stateOf(@Nullable Instant validUntil, Instant now) {
    if (validUntil == null) {
      return UNKNOWN;
    }
    return validUntil.isAfter(now) ? ACTIVE : EXPIRED;
  }

  /** Whether a row is one that was asked for. */
  static boolean fits(MerchantRequest asked, QueryResponses.MerchantCard row) {
    String until = row.validUntil();
    QueryResponses.CardStatus status = row.status();
    return fits(
        asked,
        until == null ? null : Instant.parse(until),
        row.state(),
        status == null ? ACTIVE : status.state());
  }

  /** Whether a card with an expiry, a state and a status by its carrier's word was asked for. */
  static boolean fits(
      MerchantRequest asked, @Nullable Instant validUntil, String state, String status) {
    Instant before = asked.expiresBefore();
    if (before != null && (validUntil == null || !validUntil.isBefore(before))) {
      return false;
    }
    MerchantRequest.CardFilter wanted = asked.cardState();
    return wanted == null
        || switch (wanted) {
          case ACTIVE, EXPIRED, UNKNOWN -> wanted.name().equals(state);
          case SUSPENDED, CLOSED -> wanted.name().equals(status);
        };
  }
}
