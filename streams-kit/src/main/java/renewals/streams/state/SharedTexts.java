package renewals.streams.state;

import java.nio.charset.StandardCharsets;

/**
 * Texts that come again and again, such as the ids of a few partners: one object each, so that
 * reading one makes none, and its hash is known. Bounded: a text pushes out another with the same
 * place. For any number of threads, since a text is right whoever put it there.
 */
final class SharedTexts {

  private static final int PLACES = 4_096;
  private static final int LONGEST = 64;
  private static final String[] KNOWN = new String[PLACES];

  private SharedTexts() {}

  static String of(byte[] bytes, int from, int length) {
    if (length > LONGEST) {
      return new String(bytes, from, length, StandardCharsets.UTF_8);
    }
    int hash = length;
    for (int i = from; i < from + length; i++) {
      hash = 31 * hash + bytes[i];
    }
    int place = (hash ^ (hash >>> 12)) & (PLACES - 1);
    String known = KNOWN[place];
    if (known != null && isIt(known, bytes, from, length)) {
      return known;
    }
    String read = new String(bytes, from, length, StandardCharsets.UTF_8);
    KNOWN[place] = read;
    return read;
  }

  /** Texts beyond ASCII are never the same here, and so are made anew each time. */
  private static boolean isIt(String known, byte[] bytes, int from, int length) {
    if (known.length() != length) {
      return false;
    }
    for (int i = 0; i < length; i++) {
      if (bytes[from + i] < 0 || known.charAt(i) != bytes[from + i]) {
        return false;
      }
    }
    return true;
  }
}
