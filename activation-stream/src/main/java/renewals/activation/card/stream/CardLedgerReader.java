package renewals.activation.card.stream;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.jspecify.annotations.Nullable;
import renewals.activation.card.codec.CardFormat;
import renewals.activation.card.codec.StoredLedger;
import renewals.activation.card.model.Card;
import renewals.activation.card.model.LatestRenewal;
import renewals.activation.card.model.LedgerEntry;
import renewals.activation.cardreport.model.LedgerView;

/**
 * Reads the ledgers of a partition's cards. Heads, with the newest entries: key the card's 19
 * characters. Older entries: key {@code <card>/<activationId>/<activation time>}, one each, so that
 * no ledger outgrows a changelog record.
 */
public final class CardLedgerReader {

  private static final char SEPARATOR = '/';
  private static final char AFTER_SEPARATOR = SEPARATOR + 1;

  private final ReadOnlyKeyValueStore<String, byte[]> heads;
  private final ReadOnlyKeyValueStore<String, byte[]> older;
  private final CardFormat format = new CardFormat();

  /** A reader of the stores {@link CardStores#CARDS} and {@link CardStores#LEDGER}. */
  public CardLedgerReader(
      ReadOnlyKeyValueStore<String, byte[]> heads, ReadOnlyKeyValueStore<String, byte[]> older) {
    this.heads = heads;
    this.older = older;
  }

  /** The head of a card's ledger, null for a card that was never renewed here. */
  public @Nullable Card head(String cardKey) {
    StoredLedger ledger = ledger(cardKey);
    return ledger == null ? null : ledger.head();
  }

  /** The entry of an activation at a time, null if the ledger has none. */
  public @Nullable LedgerEntry entry(String cardKey, String activationId, Instant activatedAt) {
    StoredLedger ledger = ledger(cardKey);
    return ledger == null ? null : entry(ledger, cardKey, activationId, activatedAt);
  }

  /** All entries of a card, in their sequence. */
  public List<LedgerEntry> entries(String cardKey) {
    StoredLedger ledger = ledger(cardKey);
    return ledger == null ? List.of() : entries(ledger, cardKey);
  }

  /** A card's ledger for the rules of its reports, read now. */
  public LedgerView view(String cardKey) {
    View view = new View(cardKey);
    var unused = view.ledger();
    return view;
  }

  /** Likewise, read once a rule asks for it: of most reports none does. For one step. */
  LedgerView whenAsked(String cardKey) {
    return new View(cardKey);
  }

  /** A card's ledger, read once. */
  private final class View implements LedgerView {

    private final String cardKey;
    private boolean isRead;
    private @Nullable StoredLedger ledger;

    private View(String cardKey) {
      this.cardKey = cardKey;
    }

    private @Nullable StoredLedger ledger() {
      if (!isRead) {
        ledger = CardLedgerReader.this.ledger(cardKey);
        isRead = true;
      }
      return ledger;
    }

    @Override
    public @Nullable LatestRenewal latest() {
      StoredLedger read = ledger();
      return read == null ? null : read.head().latest();
    }

    @Override
    public List<LedgerEntry> newest() {
      StoredLedger read = ledger();
      return read == null ? List.of() : read.newest();
    }

    @Override
    public List<LedgerEntry> entries() {
      StoredLedger read = ledger();
      return read == null ? List.of() : CardLedgerReader.this.entries(read, cardKey);
    }
  }

  @Nullable StoredLedger ledger(String cardKey) {
    byte[] bytes = heads.get(cardKey);
    return bytes == null ? null : format.readLedger(bytes);
  }

  @Nullable LedgerEntry entry(
      StoredLedger ledger, String cardKey, String activationId, Instant activatedAt) {
    for (LedgerEntry entry : ledger.newest()) {
      if (entry.activationId().equals(activationId) && entry.activatedAt().equals(activatedAt)) {
        return entry;
      }
    }
    if (!ledger.hasOlder()) {
      return null;
    }
    byte[] bytes = older.get(key(cardKey, activationId, activatedAt));
    return bytes == null ? null : format.readEntry(activationId, bytes);
  }

  /** Who reads beside the writer may see an entry that is just being moved in both places. */
  List<LedgerEntry> entries(StoredLedger ledger, String cardKey) {
    if (!ledger.hasOlder()) {
      return ledger.newest();
    }
    Map<Integer, LedgerEntry> inSequence = new TreeMap<>();
    try (KeyValueIterator<String, byte[]> found =
        older.range(cardKey + SEPARATOR, cardKey + AFTER_SEPARATOR)) {
      while (found.hasNext()) {
        KeyValue<String, byte[]> entry = found.next();
        String activationId =
            entry.key.substring(cardKey.length() + 1, entry.key.lastIndexOf(SEPARATOR));
        LedgerEntry read = format.readEntry(activationId, entry.value);
        inSequence.put(read.sequence(), read);
      }
    }
    ledger.newest().forEach(entry -> inSequence.put(entry.sequence(), entry));
    return List.copyOf(inSequence.values());
  }

  static String key(String cardKey, String activationId, Instant activatedAt) {
    return cardKey + SEPARATOR + activationId + SEPARATOR + activatedAt.toEpochMilli();
  }
}
