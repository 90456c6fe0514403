package renewals.activation.card.stream;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;
import renewals.activation.card.codec.CardFormat;
import renewals.activation.card.codec.StoredLedger;
import renewals.activation.card.model.Card;
import renewals.activation.card.model.LedgerEntry;
import renewals.activation.card.model.ReminderRules;
import renewals.activation.cardreport.model.LedgerView;

/** The ledgers of a partition's cards, to read and to write. */
final class Ledgers {

  private final KeyValueStore<String, byte[]> heads;
  private final KeyValueStore<String, byte[]> older;
  private final CardLedgerReader state;
  private final CardFormat format = new CardFormat();

  Ledgers(KeyValueStore<String, byte[]> heads, KeyValueStore<String, byte[]> older) {
    this.heads = heads;
    this.older = older;
    this.state = new CardLedgerReader(heads, older);
  }

  /** A card's ledger for the rules of its reports, read once one of them asks for it. */
  LedgerView view(String cardKey) {
    return state.whenAsked(cardKey);
  }

  Opened open(String cardKey) {
    return new Opened(cardKey, state.ledger(cardKey));
  }

  /** One card's ledger as it was when it was opened; a card that is new has none. */
  final class Opened {

    private final String cardKey;
    private final @Nullable StoredLedger stored;

    private Opened(String cardKey, @Nullable StoredLedger stored) {
      this.cardKey = cardKey;
      this.stored = stored;
    }

    @Nullable Card head() {
      return stored == null ? null : stored.head();
    }

    @Nullable LedgerEntry entry(String activationId, Instant activatedAt) {
      return stored == null ? null : state.entry(stored, cardKey, activationId, activatedAt);
    }

    List<LedgerEntry> entries() {
      return stored == null ? List.of() : state.entries(stored, cardKey);
    }

    /** The newest entries, in their sequence: they are at hand. */
    List<LedgerEntry> newest() {
      return stored == null ? List.of() : stored.newest();
    }

    /** How long the latest period is that counts, null where none does. */
    @Nullable Duration latestPeriod() {
      if (stored == null) {
        return null;
      }
      return ReminderRules.latestPeriod(isHere(stored.newest()) ? stored.newest() : entries());
    }

    private static boolean isHere(List<LedgerEntry> newest) {
      for (LedgerEntry entry : newest) {
        if (!entry.reversed()) {
          return true;
        }
      }
      return false;
    }

    /**
     * Writes the head, with entries that are new or have changed; returns the ledger as it is now.
     */
    Opened save(Card head, List<LedgerEntry> changed) {
      if (stored == null) {
        StoredLedger first = new StoredLedger(head, changed);
        heads.put(cardKey, format.write(first));
        return new Opened(cardKey, first);
      }
      StoredLedger.Kept kept = stored.with(head, changed);
      heads.put(cardKey, format.write(kept.ledger()));
      for (LedgerEntry entry : kept.outside()) {
        older.put(
            CardLedgerReader.key(cardKey, entry.activationId(), entry.activatedAt()),
            format.write(entry));
      }
      return new Opened(cardKey, kept.ledger());
    }
  }
}
