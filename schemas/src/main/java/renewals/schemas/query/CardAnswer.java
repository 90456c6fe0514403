package renewals.schemas.query;

import java.util.Optional;

/**
 * What came of the question how a renewal's card stands. That its ledger doesn't know a card and
 * that nobody can say for now are two answers: only after the first a request's word counts.
 */
public sealed interface CardAnswer {

  /** It stands like that. */
  record Known(QueryResponses.Card answer) implements CardAnswer {}

  /** Nothing is known of it, or the renewal names none yet. */
  record Unknown() implements CardAnswer {}

  /** Nobody can say for now, or nobody was asked. */
  record Unanswered() implements CardAnswer {}

  /** How it stands, where that is known. */
  default Optional<QueryResponses.Card> card() {
    return this instanceof Known known ? Optional.of(known.answer()) : Optional.empty();
  }

  /** Whether it may be anything: what is said has to hold of a card that works, and of others. */
  default boolean isOpen() {
    return this instanceof Unanswered;
  }
}
