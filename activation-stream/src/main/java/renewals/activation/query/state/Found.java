package renewals.activation.query.state;

import java.util.Optional;

/** What came of a question for one key. */
public sealed interface Found<T> {

  /** The answer. */
  record Known<T>(T answer) implements Found<T> {}

  /** There is no such thing. */
  record Unknown<T>() implements Found<T> {}

  /** Nobody can say for now: the state is being moved. */
  record Moving<T>() implements Found<T> {}

  /** Known, or that there is no such thing. */
  static <T> Found<T> of(Optional<T> answer) {
    return answer.isPresent() ? new Known<>(answer.get()) : new Unknown<>();
  }
}
