package renewals.schemas.query;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import renewals.schemas.card.CardExpiry;

/** What the answers on a renewal and on its card say of the card. */
public final class RenewalCard {

  private static final String ACTIVATED = "ACTIVATED";

  private RenewalCard() {}

  /**
   * Until when the card works, whatever the renewal is at.
   *
   * @param card what its ledger says; where nobody can say, the request's word isn't taken for it
   */
  public static CardExpiry expiry(QueryResponses.Renewal renewal, CardAnswer card) {
    CardExpiry ofRenewal =
        renewal.validUntil() == null
            ? CardExpiry.UNKNOWN
            : CardExpiry.ofLedger(instant(renewal.validUntil()));
    return switch (card) {
      case CardAnswer.Known known when known.answer().isInLedger() ->
          CardExpiry.ofLedger(instant(known.answer().validUntil()));
      case CardAnswer.Known stoppedBeforeItsFirst -> asRequested(renewal).then(ofRenewal);
      case CardAnswer.Unknown unknown -> asRequested(renewal).then(ofRenewal);
      case CardAnswer.Unanswered unanswered -> ofRenewal;
    };
  }

  /** What its request said has been the ledger's affair since it was activated. */
  private static CardExpiry asRequested(QueryResponses.Renewal renewal) {
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
