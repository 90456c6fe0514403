package renewals.stack.sim.merchant;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** The notices that reached merchants, with their words if they are to be kept. Thread-safe. */
public final class Inbox {

  private final Map<String, Integer> taken = new TreeMap<>();
  private final Map<String, Set<String>> words = new TreeMap<>();
  private final boolean keepsWords;

  private Inbox(boolean keepsWords) {
    this.keepsWords = keepsWords;
  }

  /** Keeps all that notices say. */
  public static Inbox keepingWords() {
    return new Inbox(true);
  }

  /** Keeps no more of a text than tells it from others: for what goes on for hours. */
  public static Inbox counting() {
    return new Inbox(false);
  }

  /**
   * A notice came.
   *
   * @param isTaken whether it was taken; it will come again where not
   */
  synchronized void came(String noticeId, String text, boolean isTaken) {
    String kept = keepsWords ? text : Integer.toHexString(text.hashCode());
    words.computeIfAbsent(noticeId, any -> LinkedHashSet.newLinkedHashSet(1)).add(kept);
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

  /** What a notice said first; empty where it has not come or words are not kept. */
  synchronized Optional<String> text(String noticeId) {
    if (!keepsWords) {
      return Optional.empty();
    }
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
