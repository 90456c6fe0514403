package renewals.stack.sim;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** The notices that reached merchants, with their words. Thread-safe. */
final class Inbox {

  private final Map<String, Integer> taken = new TreeMap<>();
  private final Map<String, Set<String>> words = new TreeMap<>();

  /**
   * A notice came.
   *
   * @param isTaken whether it was taken; it will come again where not
   */
  synchronized void came(String noticeId, String text, boolean isTaken) {
    words.computeIfAbsent(noticeId, any -> new LinkedHashSet<>()).add(text);
    if (isTaken) {
      taken.merge(noticeId, 1, Integer::sum);
    }
  }

  /** How often each notice was taken, by its id. */
  synchronized Map<String, Integer> taken() {
    return new TreeMap<>(taken);
  }

  synchronized int takenCount() {
    return taken.values().stream().mapToInt(Integer::intValue).sum();
  }

  /** What a notice said first. */
  synchronized Optional<String> text(String noticeId) {
    return Optional.ofNullable(words.get(noticeId)).map(texts -> texts.iterator().next());
  }

  /** Ids that came with other words in another try. */
  synchronized List<String> changed() {
    return words.entrySet().stream()
        .filter(entry -> entry.getValue().size() > 1)
        .map(Map.Entry::getKey)
        .toList();
  }
}
