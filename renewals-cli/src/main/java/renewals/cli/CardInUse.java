package renewals.cli;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;
import renewals.cli.query.ForPeople;
import renewals.schemas.query.QueryResponses;
import renewals.schemas.query.RenewalCard;

/**
 * Whether a renewal's card works, whatever the renewal is at.
 *
 * @param card what the API says of it; empty where its ledger doesn't know it, or nobody can say
 * @param renewal whose request may know its expiry
 * @param zone in which times are said
 */
record CardInUse(
    Optional<QueryResponses.Card> card, QueryResponses.Renewal renewal, Instant now, ZoneId zone) {

  /** Whether it can be used now, as far as anybody knows. */
  boolean works() {
    return hindrance().isEmpty() && validUntil().filter(until -> until.isAfter(now)).isPresent();
  }

  /** In a few words; empty where nobody knows. */
  Optional<String> said() {
    return hindrance()
        .or(
            () ->
                validUntil()
                    .map(
                        until ->
                            (until.isAfter(now) ? "works until " : "expired ")
                                + ForPeople.time(until, zone)));
  }

  private Optional<Instant> validUntil() {
    return Optional.ofNullable(RenewalCard.expiry(renewal, card).until());
  }

  private Optional<String> hindrance() {
    return card.map(QueryResponses.Card::status)
        .filter(status -> !status.state().equals("ACTIVE"))
        .map(CardInUse::stopped)
        .or(
            () ->
                card.map(QueryResponses.Card::usage)
                    .map(QueryResponses.Usage::remainingBytes)
                    .filter(left -> left == 0)
                    .map(left -> "data used up"));
  }

  private static String stopped(QueryResponses.CardStatus status) {
    String cause = status.cause() == null ? "" : ": " + ForPeople.words(status.cause());
    return ForPeople.words(status.state()) + " by its carrier" + cause;
  }
}
