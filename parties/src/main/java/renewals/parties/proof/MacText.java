package renewals.parties.proof;

import java.util.Arrays;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * 32 bytes as 43 characters of base64url, in the one way in which they are written. Read by hand:
 * of each record, and a decoder that takes others too costs more than the MAC itself.
 */
final class MacText {

  private static final int LENGTH = 43;
  private static final int BYTES = 32;

  /** What the last character says beyond the bytes: nothing. */
  private static final int LEFT_OVER = 0b11;

  private static final String ALPHABET =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

  private static final byte[] VALUES = values();

  private MacText() {}

  static String of(byte[] mac) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(mac);
  }

  /** What stands from there to the end; null if it is of another form. */
  static byte @Nullable [] read(String text, int from) {
    if (text.length() - from != LENGTH) {
      return null;
    }
    byte[] mac = new byte[BYTES];
    int wrong = 0;
    int at = from;
    int to = 0;
    while (to < BYTES - 2) {
      int bits =
          valueOf(text.charAt(at)) << 18
              | valueOf(text.charAt(at + 1)) << 12
              | valueOf(text.charAt(at + 2)) << 6
              | valueOf(text.charAt(at + 3));
      mac[to] = (byte) (bits >> 16);
      mac[to + 1] = (byte) (bits >> 8);
      mac[to + 2] = (byte) bits;
      wrong |= bits;
      at += 4;
      to += 3;
    }
    int bits =
        valueOf(text.charAt(at)) << 12
            | valueOf(text.charAt(at + 1)) << 6
            | valueOf(text.charAt(at + 2));
    mac[to] = (byte) (bits >> 10);
    mac[to + 1] = (byte) (bits >> 2);
    boolean isOther = (wrong | bits) < 0 || (bits & LEFT_OVER) != 0;
    return isOther ? null : mac;
  }

  /** Negative for what isn't of the alphabet, and then all that it is put together with is. */
  private static int valueOf(char letter) {
    return letter < VALUES.length ? VALUES[letter] : -1;
  }

  private static byte[] values() {
    byte[] values = new byte[Byte.MAX_VALUE + 1];
    Arrays.fill(values, (byte) -1);
    for (int i = 0; i < ALPHABET.length(); i++) {
      values[ALPHABET.charAt(i)] = (byte) i;
    }
    return values;
  }
}
