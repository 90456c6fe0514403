package renewals.bench.load;

import java.util.HexFormat;

/** Numbers as 16 hexadecimal digits in no visible order: no two have the same. */
final class ScatteredId {

  private static final HexFormat HEX = HexFormat.of();
  private static final int HALF = 32;

  // odd factors, which therefore have inverses modulo 2^64
  private static final long FIRST = 0x9E37_79B9_7F4A_7C15L;
  private static final long SECOND = 0xD6E8_FEB8_6659_FD93L;
  private static final long FIRST_BACK = inverse(FIRST);
  private static final long SECOND_BACK = inverse(SECOND);

  private ScatteredId() {}

  static String of(long number) {
    long mixed = number * FIRST;
    mixed ^= mixed >>> HALF;
    mixed *= SECOND;
    return HEX.toHexDigits(mixed ^ (mixed >>> HALF));
  }

  /**
   * The number of an id.
   *
   * @throws IllegalArgumentException it is not an id of a number of 31 bits
   */
  static int numberOf(String id) {
    long mixed = HexFormat.fromHexDigitsToLong(id);
    mixed ^= mixed >>> HALF;
    mixed *= SECOND_BACK;
    mixed ^= mixed >>> HALF;
    long number = mixed * FIRST_BACK;
    if (number < 0 || number > Integer.MAX_VALUE) {
      throw new IllegalArgumentException("id is %s, expected one of the load".formatted(id));
    }
    return (int) number;
  }

  /**
   * Each step of Newton's doubles the digits that are right; of an odd number three are at first.
   */
  private static long inverse(long odd) {
    long inverse = odd;
    for (int right = 3; right < Long.SIZE; right *= 2) {
      inverse *= 2 - odd * inverse;
    }
    return inverse;
  }
}
