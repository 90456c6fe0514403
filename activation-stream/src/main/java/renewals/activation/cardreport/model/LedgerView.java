package renewals.activation.cardreport.model;

import java.util.List;
import org.jspecify.annotations.Nullable;
import renewals.activation.card.model.LatestRenewal;
import renewals.activation.card.model.LedgerEntry;

/**
 * A card's ledger, as far as the rules of its reports ask for it. To ask may mean to read, so rules
 * ask only where the answer decides something.
 */
public interface LedgerView {

  /** The latest renewal that counts, else the one reversed last; null if there is no ledger. */
  @Nullable LatestRenewal latest();

  /** The newest entries, in their sequence: enough for most questions, and at hand. */
  List<LedgerEntry> newest();

  /** All entries, in their sequence: may have to be read. */
  List<LedgerEntry> entries();
}
