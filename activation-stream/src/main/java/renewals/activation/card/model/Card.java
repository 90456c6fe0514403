package renewals.activation.card.model;

import java.time.Instant;

/**
 * The head of a card's ledger.
 *
 * @param coverage how long the card is good for
 * @param entries how many entries the ledger has
 * @param latest the latest renewal: its merchant is told when the card expires
 * @param remindedUpTo reminders fall due after this moment only: the decision that set the card's
 *     expiry, or the last reminder since
 */
public record Card(Coverage coverage, int entries, LatestRenewal latest, Instant remindedUpTo) {

  /**
   * The head after a change: reminders begin anew where the expiry is another one. Decisions of
   * several renewals may come to their card in another order than they were made; the latest
   * counts.
   */
  Card changed(Coverage now, int nowEntries, LatestRenewal nowLatest, Instant at) {
    boolean sameExpiry = now.validUntil() != null && now.validUntil().equals(coverage.validUntil());
    boolean older = sameExpiry || at.isBefore(remindedUpTo);
    return new Card(now, nowEntries, nowLatest, older ? remindedUpTo : at);
  }
}
