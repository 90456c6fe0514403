package renewals.portal.merchant;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import renewals.portal.text.DisplayFormats;
import renewals.schemas.query.QueryResponses;

/** Which answer a renewal's page has. */
final class Headlines {

  private Headlines() {}

  /**
   * The answer for where a renewal stands, as the formats' language and time have it.
   *
   * @param validUntil the card's end by a renewal that is usable, null if there is none
   * @param card whether it works whatever this renewal is at
   */
  static Headline of(
      QueryResponses.Renewal renewal,
      @Nullable Instant validUntil,
      CardNow card,
      DisplayFormats formats) {
    HeadlineWriter writer = new HeadlineWriter(renewal, card, formats);
    return switch (renewal.state()) {
      case "USABLE" -> writer.usable(validUntil);
      case "WAITING_FOR_REVIEW" -> writer.waitingForReview();
      case "WAITING_FOR_PAYMENT" -> writer.waitingForPayment();
      case "LAPSED" -> writer.lapsed();
      case "STALLED" -> writer.stalled();
      case "REJECTED" -> writer.rejected();
      case "REFUNDED" -> writer.refunded();
      default -> writer.waitingForRequest();
    };
  }
}
