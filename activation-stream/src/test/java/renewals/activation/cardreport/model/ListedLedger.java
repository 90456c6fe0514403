package renewals.activation.cardreport.model;

import java.util.List;
import org.jspecify.annotations.Nullable;
import renewals.activation.card.model.Card;
import renewals.activation.card.model.LatestRenewal;
import renewals.activation.card.model.LedgerEntry;

/** A ledger in memory, of which the newest few entries are at hand. */
public record ListedLedger(@Nullable Card head, List<LedgerEntry> entries) implements LedgerView {

  private static final int AT_HAND = 4;

  @Override
  public @Nullable LatestRenewal latest() {
    return head == null ? null : head.latest();
  }

  @Override
  public List<LedgerEntry> newest() {
    return entries.subList(Math.max(0, entries.size() - AT_HAND), entries.size());
  }
}
