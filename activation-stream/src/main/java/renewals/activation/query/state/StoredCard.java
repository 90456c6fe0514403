package renewals.activation.query.state;

import org.jspecify.annotations.Nullable;
import renewals.activation.card.model.Card;
import renewals.activation.cardreport.model.LedgerView;
import renewals.activation.cardreport.model.Reported;

/**
 * What lies of a card in its partition.
 *
 * @param head of its ledger, null before its first renewal here
 * @param reported by the carrier that was asked for, else by the latest renewal's; null if nothing
 */
public record StoredCard(@Nullable Card head, LedgerView view, @Nullable Reported reported) {

  /**
   * Reads it.
   *
   * @param carrierId by whose word it is used and stopped; null for the latest renewal's carrier
   */
  public static StoredCard of(
      LocalStateReader.Cards cards, String cardKey, @Nullable String carrierId) {
    Card head = cards.ledgers().head(cardKey);
    String by = carrierId != null ? carrierId : head == null ? null : head.latest().carrierId();
    return new StoredCard(
        head, cards.ledgers().view(cardKey), by == null ? null : cards.reports().find(cardKey, by));
  }

  /** Whether anything is known of it: a carrier may stop a card before its first renewal here. */
  public boolean isKnown() {
    return head != null || reported != null;
  }
}
