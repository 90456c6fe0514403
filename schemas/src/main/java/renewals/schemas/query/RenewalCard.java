package renewals.schemas.query;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import renewals.schemas.card.CardExpiry;

/** What the answers on a renewal and on its card say of the card. */
public final class RenewalCard {

  private static final String ACTIVATED = "ACTIVATED";

  private RenewalCard() {}

  /**
   * Until when the card works, whatever the renewal is at.
   *
   * @param card empty where its ledger doesn't know it, or nobody can say for now
   */
  public static CardExpiry expiry(
      QueryResponses.Renewal renewal, Optional<QueryResponses.Card> card) {
    return asOfRenewal(renewal)
        .then(
            card.map(known -> CardExpiry.ofLedger(instant(known.validUntil())))
                .orElse(CardExpiry.UNKNOWN));
  }

  /** What its request said has been the ledger's affair since it was activated. */
  private static CardExpiry asOfRenewal(QueryResponses.Renewal renewal) {
    if (renewal.validUntil() != null) {
      return CardExpiry.ofLedger(instant(renewal.validUntil()));
    }
    QueryResponses.Requested request = renewal.request();
    boolean wasActivated =
        renewal.timeline().stream().anyMatch(line -> line.what().equals(ACTIVATED));
    return request == null || wasActivated
        ? CardExpiry.UNKNOWN
        : CardExpiry.asRequested(instant(request.currentValidUntil()));
  }

  private static @Nullable Instant instant(@Nullable String text) {
    return text == null ? null : Instant.parse(text);
  }
}
