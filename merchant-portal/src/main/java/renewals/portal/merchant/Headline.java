package renewals.portal.merchant;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import renewals.portal.merchant.RenewalView.Note;
import renewals.portal.merchant.RenewalView.Tone;
import renewals.portal.text.DisplayFormats;
import renewals.schemas.query.QueryResponses;

/**
 * The one answer of a renewal's page.
 *
 * @param second empty if there is nothing to add
 */
record Headline(Tone tone, String status, String answer, String second, List<Note> notes) {

  /**
   * The answer for where a renewal stands, as the figures' language and time have it.
   *
   * @param validUntil the card's end by a renewal that is usable, null if there is none
   * @param worksUntil the card's end whatever this renewal is at, null where it doesn't work now:
   *     who renews early is told that his card works before anything else
   */
  static Headline of(
      QueryResponses.Renewal renewal,
      @Nullable Instant validUntil,
      @Nullable Instant worksUntil,
      DisplayFormats figures) {
    HeadlineWriter writer = new HeadlineWriter(renewal, worksUntil, figures);
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
