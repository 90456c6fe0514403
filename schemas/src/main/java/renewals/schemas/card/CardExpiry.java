package renewals.schemas.card;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Until when a card works, and by whose word. A request's word becomes the card's at the
 * activation, and then the ledger has it; before, it counts only of a card that the ledger doesn't
 * know.
 *
 * <p>Source: rules, "A card", and decision 35.
 *
 * @param until null where nobody has named one, and by the ledger where none is left
 */
public record CardExpiry(Word word, @Nullable Instant until) {

  /** Of a card that nobody has said anything of. */
  public static final CardExpiry UNKNOWN = new CardExpiry(Word.NOBODYS, null);

  /** Whose word it is: the later outranks the earlier. */
  public enum Word {
    NOBODYS,
    A_REQUESTS,
    THE_LEDGERS
  }

  /** The ledger's, of a card that it knows; null: none of its time is left. */
  public static CardExpiry ofLedger(@Nullable Instant until) {
    return new CardExpiry(Word.THE_LEDGERS, until);
  }

  /** As a request said, null if it didn't. */
  public static CardExpiry asRequested(@Nullable Instant currentValidUntil) {
    return currentValidUntil == null ? UNKNOWN : new CardExpiry(Word.A_REQUESTS, currentValidUntil);
  }

  /** What is known once another word has come: the one that outranks, of two alike the other. */
  public CardExpiry then(CardExpiry other) {
    return word.compareTo(other.word) > 0 ? this : other;
  }

  /** Whether it is the ledger's word. */
  public boolean isOfLedger() {
    return word == Word.THE_LEDGERS;
  }
}
