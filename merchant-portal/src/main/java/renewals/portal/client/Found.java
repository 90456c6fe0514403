package renewals.portal.client;

/** What came of a question. */
public sealed interface Found<T> {

  /** The answer. */
  public record Known<T>(T answer) implements Found<T> {}

  /** There is no such thing. */
  public record Unknown<T>() implements Found<T> {}

  /** Nobody can say for now: the state is being moved between instances. */
  public record Moving<T>() implements Found<T> {}

  /** No instance of activation-stream gives an answer. */
  public record Away<T>() implements Found<T> {}
}
