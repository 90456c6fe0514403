package renewals.activation.topology;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.jspecify.annotations.Nullable;
import renewals.activation.codec.CardFormat;
import renewals.activation.domain.Card;
import renewals.activation.domain.LedgerEntry;

/**
 * Reads the ledgers of a partition's cards. Heads: key the card's 19 characters. Entries: key
 * {@code <card>/<activationId>}, one each, so that no ledger outgrows a changelog record.
 */
public final class CardState {

  private static final char SEPARATOR = '/';
  private static final char AFTER_SEPARATOR = SEPARATOR + 1;

  private final ReadOnlyKeyValueStore<String, byte[]> heads;
  private final ReadOnlyKeyValueStore<String, byte[]> entries;
  private final CardFormat format = new CardFormat();

  /** A reader of the stores {@link Stores#CARDS} and {@link Stores#LEDGER}. */
  public CardState(
      ReadOnlyKeyValueStore<String, byte[]> heads, ReadOnlyKeyValueStore<String, byte[]> entries) {
    this.heads = heads;
    this.entries = entries;
  }

  /** The head of a card's ledger, null for a card that was never renewed here. */
  public @Nullable Card head(String cardKey) {
    byte[] bytes = heads.get(cardKey);
    return bytes == null ? null : format.readCard(bytes);
  }

  /** The entry of an activation at a time, null if the ledger has none. */
  public @Nullable LedgerEntry entry(String cardKey, String activationId, Instant activatedAt) {
    byte[] bytes = entries.get(key(cardKey, activationId, activatedAt));
    return bytes == null ? null : format.readEntry(activationId, bytes);
  }

  /** All entries of a card, in their sequence. */
  public List<LedgerEntry> entries(String cardKey) {
    List<LedgerEntry> ledger = new ArrayList<>();
    try (KeyValueIterator<String, byte[]> found =
        entries.range(cardKey + SEPARATOR, cardKey + AFTER_SEPARATOR)) {
      while (found.hasNext()) {
        KeyValue<String, byte[]> entry = found.next();
        String activationId =
            entry.key.substring(cardKey.length() + 1, entry.key.lastIndexOf(SEPARATOR));
        ledger.add(format.readEntry(activationId, entry.value));
      }
    }
    ledger.sort(Comparator.comparingInt(LedgerEntry::sequence));
    return ledger;
  }

  static String key(String cardKey, String activationId, Instant activatedAt) {
    return cardKey + SEPARATOR + activationId + SEPARATOR + activatedAt.toEpochMilli();
  }
}
