package renewals.kit;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import org.apache.commons.text.similarity.LevenshteinDistance;

/** What somebody probably meant by a word that is none of those expected. */
public final class Nearest {

  /** One wrong, missing or additional character in so many, and never fewer than two. */
  private static final int CHARACTERS_A_SLIP = 4;

  private Nearest() {}

  /** The expected word that is nearest to the given one, unless all are far. */
  public static Optional<String> of(String given, Collection<String> expected) {
    int far = Math.max(2, given.length() / CHARACTERS_A_SLIP);
    return expected.stream()
        .filter(word -> distance(given, word) <= far)
        .min(Comparator.comparingInt(word -> distance(given, word)));
  }

  /** The end of a message: {@code , did you mean …?}, or nothing. */
  public static String hint(String given, Collection<String> expected) {
    return of(given, expected).map(", did you mean %s?"::formatted).orElse("");
  }

  /** How many characters differ, whatever their case. */
  static int distance(String one, String other) {
    return LevenshteinDistance.getDefaultInstance()
        .apply(one.toLowerCase(Locale.ROOT), other.toLowerCase(Locale.ROOT));
  }
}
