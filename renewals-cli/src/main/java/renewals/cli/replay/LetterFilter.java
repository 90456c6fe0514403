package renewals.cli.replay;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Some of the dead letters: what is given must fit all at once.
 *
 * @param reasons of which it is one; empty for any
 * @param topic from which it came
 * @param party that its header names
 * @param key as a text; that of a card may be its whole number
 * @param place of the record, or of the letter itself
 */
public record LetterFilter(
    Set<String> reasons,
    @Nullable String topic,
    @Nullable String party,
    @Nullable String key,
    @Nullable Place place) {

  public LetterFilter {
    reasons = Set.copyOf(reasons);
  }

  /** Whether a letter is one of them. */
  public boolean fits(DeadLetter letter) {
    return (reasons.isEmpty() || reasons.contains(letter.reason()))
        && (topic == null || topic.equals(letter.topic()))
        && (party == null || letter.party().filter(party::equals).isPresent())
        && (key == null || letter.hasKey(key))
        && (place == null || liesAt(letter, place));
  }

  private static boolean liesAt(DeadLetter letter, Place place) {
    return letter.place().filter(place::equals).isPresent() || letter.ownPlace().equals(place);
  }
}
