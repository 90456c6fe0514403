package renewals.cli;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;
import renewals.cli.query.ForPeople;
import renewals.schemas.query.CardAnswer;
import renewals.schemas.query.QueryResponses;
import renewals.schemas.query.RenewalCard;

/**
 * Whether a renewal's card works, whatever the renewal is at.
 *
 * @param answer what the API says of it
 * @param renewal whose request may know its expiry
 * @param zone in which times are said
 */
record CardInUse(CardAnswer answer, QueryResponses.Renewal renewal, Instant now, ZoneId zone) {

  /** Whether it can be used now, as far as anybody knows, or may be where nobody can say. */
  boolean mayWork() {
    return hindrance().isEmpty()
        && validUntil().map(until -> until.isAfter(now)).orElse(answer.isOpen());
  }

  /** In a few words; empty where nobody has said anything of it. */
  Optional<String> said() {
    return hindrance()
        .or(
            () ->
                validUntil()
                    .map(
                        until ->
                            (until.isAfter(now) ? "works until " : "expired ")
                                + ForPeople.time(until, zone)))
        .or(
            () ->
                answer.isOpen()
                    ? Optional.of("nobody can say for now until when it works")
                    : Optional.empty());
  }

  private Optional<Instant> validUntil() {
    return Optional.ofNullable(RenewalCard.expiry(renewal, answer).until());
  }

  private Optional<String> hindrance() {
    Optional<QueryResponses.Card> card = answer.card();
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
