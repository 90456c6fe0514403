package renewals.activation.topology;

import java.util.List;
import org.apache.kafka.streams.state.KeyValueStore;
import renewals.activation.codec.CardFormat;
import renewals.activation.domain.Card;
import renewals.activation.domain.LedgerEntry;

/** The ledgers of a partition's cards, to read and to write. */
final class Ledgers {

  private final KeyValueStore<String, byte[]> heads;
  private final KeyValueStore<String, byte[]> entries;
  private final CardState state;
  private final CardFormat format = new CardFormat();

  Ledgers(KeyValueStore<String, byte[]> heads, KeyValueStore<String, byte[]> entries) {
    this.heads = heads;
    this.entries = entries;
    this.state = new CardState(heads, entries);
  }

  CardState state() {
    return state;
  }

  void keepHead(String cardKey, Card head) {
    heads.put(cardKey, format.write(head));
  }

  void keep(String cardKey, Card head, List<LedgerEntry> changed) {
    keepHead(cardKey, head);
    for (LedgerEntry entry : changed) {
      entries.put(
          CardState.key(cardKey, entry.activationId(), entry.activatedAt()), format.write(entry));
    }
  }
}
