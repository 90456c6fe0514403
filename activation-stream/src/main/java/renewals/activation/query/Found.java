package renewals.activation.query;

/** What came of a question for one key. */
sealed interface Found<T> {

  /** The answer. */
  record Known<T>(T answer) implements Found<T> {}

  /** There is no such thing. */
  record Unknown<T>() implements Found<T> {}

  /** Nobody can say for now: the state is being moved. */
  record Moving<T>() implements Found<T> {}
}
