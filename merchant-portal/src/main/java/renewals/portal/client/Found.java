package renewals.portal.client;

import renewals.schemas.query.CardAnswer;
import renewals.schemas.query.QueryResponses;

/** What came of a question. */
public sealed interface Found<T> {

  /** The same of a renewal's card. */
  static CardAnswer ofCard(Found<QueryResponses.Card> found) {
    return switch (found) {
      case Known<QueryResponses.Card>(QueryResponses.Card card) -> new CardAnswer.Known(card);
      case Unknown<QueryResponses.Card> unknown -> new CardAnswer.Unknown();
      case Moving<QueryResponses.Card> moving -> new CardAnswer.Unanswered();
      case Away<QueryResponses.Card> away -> new CardAnswer.Unanswered();
    };
  }

  /** The answer. */
  public record Known<T>(T answer) implements Found<T> {}

  /** There is no such thing. */
  public record Unknown<T>() implements Found<T> {}

  /** Nobody can say for now: the state is being moved between instances. */
  public record Moving<T>() implements Found<T> {}

  /** No instance of activation-stream gives an answer. */
  public record Away<T>() implements Found<T> {}
}
