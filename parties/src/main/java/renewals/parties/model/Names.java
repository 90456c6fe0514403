package renewals.parties.model;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The ids that a party may speak for.
 *
 * @param patterns ids, {@code *} for any, and where they may end on {@code *} beginnings of ids; an
 *     empty set is nobody
 */
public record Names(Set<String> patterns) {

  private static final String ANY = "*";

  public Names {
    patterns = Set.copyOf(patterns);
  }

  /** Names that are given one by one. */
  public static Names of(String... patterns) {
    return new Names(Set.of(patterns));
  }

  /** Whether an id is one of them. */
  public boolean include(String id) {
    return patterns.contains(id) || patterns.stream().anyMatch(pattern -> fits(pattern, id));
  }

  private static boolean fits(String pattern, String id) {
    return pattern.endsWith(ANY) && id.startsWith(pattern.substring(0, pattern.length() - 1));
  }

  /** All that one of several includes, in order of the alphabet, for messages. */
  static String list(List<Names> several) {
    Set<String> all =
        several.stream()
            .flatMap(names -> names.patterns().stream())
            .collect(Collectors.toCollection(TreeSet::new));
    return all.isEmpty() ? "nobody" : String.join(", ", all);
  }
}
