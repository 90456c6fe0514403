package renewals.schemas.contract;

import static renewals.schemas.contract.Findings.add;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;
import renewals.v1.AnnouncementKind;
import renewals.v1.CardCause;
import renewals.v1.ReviewReason;

/**
 * The words of enums, which may grow: a reader finds {@link #OTHER} in place of a word that its
 * version doesn't know.
 *
 * <p>Source: contract, "Room to grow".
 */
public final class Symbols {

  /** The last symbol of every enum and its default. */
  public static final String OTHER = "OTHER";

  private static final int LONGEST_WORD = 64;

  /** Enums whose words nothing is decided by: there OTHER is just another one. */
  private static final Set<String> DECIDE_NOTHING =
      Set.of(
          ReviewReason.getClassSchema().getFullName(),
          CardCause.getClassSchema().getFullName(),
          AnnouncementKind.getClassSchema().getFullName());

  private Symbols() {}

  /** Whether something is decided by the words of an enum, so that an unknown one is no input. */
  public static boolean decide(Schema words) {
    return !DECIDE_NOTHING.contains(words.getFullName());
  }

  /** The words that partners may say. */
  public static List<String> sayable(Schema words) {
    return decide(words)
        ? words.getEnumSymbols().stream().filter(word -> !OTHER.equals(word)).toList()
        : words.getEnumSymbols();
  }

  /** Whether a text could be a word that a later version knows: upper case, as all of them are. */
  public static boolean isWord(String text) {
    return !text.isEmpty()
        && text.length() <= LONGEST_WORD
        && isUpper(text.charAt(0))
        && text.chars().allMatch(c -> isUpper(c) || (c >= '0' && c <= '9') || c == '_');
  }

  /** Finds {@link #OTHER} where something is decided by the word. */
  static @Nullable Findings known(
      @Nullable Findings found, String field, @Nullable Enum<?> word, Schema words) {
    return word == null || !OTHER.equals(word.name())
        ? found
        : add(found, field, OTHER, sayableOf(words));
  }

  private static String sayableOf(Schema words) {
    return sayable(words).stream()
        .collect(
            Collectors.joining(
                ", ", "one of ", "; OTHER stands for a word that this version doesn't know"));
  }

  private static boolean isUpper(int c) {
    return c >= 'A' && c <= 'Z';
  }
}
