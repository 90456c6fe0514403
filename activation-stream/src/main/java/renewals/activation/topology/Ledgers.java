package renewals.activation.topology;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;
import renewals.activation.codec.CardFormat;
import renewals.activation.domain.Card;
import renewals.activation.domain.LedgerEntry;

/**
 * The ledgers of a partition's cards. Heads: key the card's 19 characters. Entries: key {@code
 * <card>/<activationId>}, one each, so that no ledger outgrows a changelog record.
 */
final class Ledgers {

  private static final char SEPARATOR = '/';
  private static final char AFTER_SEPARATOR = SEPARATOR + 1;

  private final KeyValueStore<String, byte[]> heads;
  private final KeyValueStore<String, byte[]> entries;
  private final CardFormat format = new CardFormat();

  Ledgers(KeyValueStore<String, byte[]> heads, KeyValueStore<String, byte[]> entries) {
    this.heads = heads;
    this.entries = entries;
  }

  @Nullable Card head(String cardKey) {
    byte[] bytes = heads.get(cardKey);
    return bytes == null ? null : format.readCard(bytes);
  }

  @Nullable LedgerEntry entry(String cardKey, String activationId) {
    byte[] bytes = entries.get(key(cardKey, activationId));
    return bytes == null ? null : format.readEntry(activationId, bytes);
  }

  /** All entries of a card, in their sequence. */
  List<LedgerEntry> entries(String cardKey) {
    List<LedgerEntry> ledger = new ArrayList<>();
    try (KeyValueIterator<String, byte[]> found =
        entries.range(cardKey + SEPARATOR, cardKey + AFTER_SEPARATOR)) {
      while (found.hasNext()) {
        KeyValue<String, byte[]> entry = found.next();
        ledger.add(format.readEntry(entry.key.substring(cardKey.length() + 1), entry.value));
      }
    }
    ledger.sort(Comparator.comparingInt(LedgerEntry::sequence));
    return ledger;
  }

  void keep(String cardKey, Card head, List<LedgerEntry> changed) {
    heads.put(cardKey, format.write(head));
    for (LedgerEntry entry : changed) {
      entries.put(key(cardKey, entry.activationId()), format.write(entry));
    }
  }

  private static String key(String cardKey, String activationId) {
    return cardKey + SEPARATOR + activationId;
  }
}
