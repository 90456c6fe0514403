package renewals.activation.api;

/** Where renewals and cards are looked up. */
public interface RenewalLookup {

  /** Where a renewal stands. */
  Found<Answers.Renewal> renewal(String renewalId);

  /**
   * How long a card is good for.
   *
   * @param iccid a card's number, in canonical form
   */
  Found<Answers.Card> card(String iccid);

  /** What came of a question. */
  sealed interface Found<T> {

    /** The answer. */
    record Known<T>(T answer) implements Found<T> {}

    /** There is no such thing. */
    record Unknown<T>() implements Found<T> {}

    /** Nobody can say for now: the state is being moved. */
    record Moving<T>() implements Found<T> {}
  }
}
