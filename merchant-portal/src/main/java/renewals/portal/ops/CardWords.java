package renewals.portal.ops;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import renewals.schemas.query.CardAnswer;
import renewals.schemas.query.QueryResponses;
import renewals.schemas.query.RenewalCard;

/**
 * Words for operators whether a renewal's card works, whatever the renewal is at.
 *
 * <p>Source: rules, "What becomes of a card between renewals": renewal × card.
 */
final class CardWords {

  private final CardAnswer answer;
  private final Optional<QueryResponses.Card> card;
  private final Optional<Instant> validUntil;
  private final Instant now;

  /**
   * A card.
   *
   * @param answer how it stands
   * @param renewal whose request may know its expiry
   */
  CardWords(CardAnswer answer, QueryResponses.Renewal renewal, Instant now) {
    this.answer = answer;
    this.card = answer.card();
    this.now = now;
    this.validUntil = Optional.ofNullable(RenewalCard.expiry(renewal, answer).until());
  }

  /** Whether it can be used now, as far as anybody knows, or may be where nobody can say. */
  boolean mayWork() {
    return hindrance() == null
        && validUntil.map(until -> until.isAfter(now)).orElse(answer.isOpen());
  }

  /**
   * In a few words; empty where nobody has said anything of it.
   *
   * @param time words a time of the API
   */
  Optional<String> said(UnaryOperator<String> time) {
    String hindrance = hindrance();
    if (hindrance != null) {
      return Optional.of(hindrance);
    }
    return validUntil
        .map(
            until ->
                (until.isAfter(now) ? "the card works until " : "the card expired ")
                    + time.apply(until.toString()))
        .or(
            () ->
                answer.isOpen()
                    ? Optional.of("nobody can say for now until when the card works")
                    : Optional.empty());
  }

  /** A word of the contract as people write it. */
  static String plain(String word) {
    return word.toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  private @Nullable String hindrance() {
    QueryResponses.CardStatus status = card.map(QueryResponses.Card::status).orElse(null);
    if (status != null && !status.state().equals("ACTIVE")) {
      String cause = status.cause() == null ? "" : ": " + plain(status.cause());
      return "the carrier has the card %s%s".formatted(plain(status.state()), cause);
    }
    Long left =
        card.map(QueryResponses.Card::usage).map(QueryResponses.Usage::remainingBytes).orElse(null);
    return left != null && left == 0 ? "the card's data is used up" : null;
  }
}
