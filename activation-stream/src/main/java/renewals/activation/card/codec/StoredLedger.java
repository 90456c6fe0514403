package renewals.activation.card.codec;

import java.util.ArrayList;
import java.util.List;
import renewals.activation.card.model.Card;
import renewals.activation.card.model.LedgerEntry;

/**
 * A card's ledger as it lies in one value: its head and its newest entries. What is older lies in
 * values of its own, so that no ledger outgrows a changelog record. What version 1 wrote has all
 * its entries there.
 *
 * @param newest in their sequence, the last of the ledger, at most {@link #MOST}
 */
public record StoredLedger(Card head, List<LedgerEntry> newest) {

  /** So many entries lie with the head: each change writes them all anew. */
  public static final int MOST = 4;

  /** The entries lie with the head; a list of its own. */
  public StoredLedger {
    newest = List.copyOf(newest);
  }

  /** A ledger after a change, and what has to be written outside its value. */
  public record Kept(StoredLedger ledger, List<LedgerEntry> outside) {}

  /**
   * The ledger with entries that are new or have changed; the oldest make room.
   *
   * @param changed in their sequence
   */
  public Kept with(Card nowHead, List<LedgerEntry> changed) {
    List<LedgerEntry> inside = new ArrayList<>(newest);
    List<LedgerEntry> outside = new ArrayList<>();
    for (LedgerEntry entry : changed) {
      int first = inside.isEmpty() ? head.entries() : inside.getFirst().sequence();
      int place = entry.sequence() - first;
      if (place < 0) {
        outside.add(entry);
      } else if (place < inside.size()) {
        inside.set(place, entry);
      } else {
        inside.add(entry);
      }
    }
    while (inside.size() > MOST) {
      outside.add(inside.removeFirst());
    }
    return new Kept(new StoredLedger(nowHead, inside), outside);
  }

  /** Whether there are entries outside. */
  public boolean hasOlder() {
    return head.entries() > newest.size();
  }
}
