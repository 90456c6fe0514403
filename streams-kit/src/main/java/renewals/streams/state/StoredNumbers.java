package renewals.streams.state;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * The numbers that stand for an enum's values in stored forms: the place in the list, whatever the
 * order of the enum itself. A number is never given to another value: new ones go to the end.
 */
public final class StoredNumbers<E extends Enum<E>> {

  private final List<E> byNumber;
  private final Map<E, Integer> numbers;

  private StoredNumbers(Class<E> type, List<E> byNumber) {
    this.byNumber = byNumber;
    this.numbers = new EnumMap<>(type);
    for (E value : byNumber) {
      numbers.put(value, numbers.size());
    }
    if (numbers.size() != byNumber.size() || numbers.size() != type.getEnumConstants().length) {
      throw new IllegalStateException(
          "stored numbers of %s are %s, expected each value once".formatted(type, byNumber));
    }
  }

  /**
   * The numbers of an enum.
   *
   * @param byNumber each value once, in the order of their numbers
   */
  @SafeVarargs
  public static <E extends Enum<E>> StoredNumbers<E> of(Class<E> type, E... byNumber) {
    return new StoredNumbers<>(type, List.of(byNumber));
  }

  /** The number that stands for a value. */
  public int numberOf(E value) {
    Integer number = numbers.get(value);
    if (number == null) {
      throw new IllegalStateException("cannot happen: every value has a number");
    }
    return number;
  }

  /**
   * The value that a number stands for.
   *
   * @throws StateFormatException no value of this version has that number
   */
  public E valueOf(int number) {
    if (number >= byNumber.size()) {
      throw new StateFormatException(
          "stored number is %d, expected 0 to %d".formatted(number, byNumber.size() - 1));
    }
    return byNumber.get(number);
  }
}
