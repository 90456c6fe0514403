package renewals.client;

import org.apache.avro.specific.SpecificRecord;
import renewals.v1.Announcement;
import renewals.v1.CardStatus;
import renewals.v1.CardUsage;
import renewals.v1.CarrierReview;
import renewals.v1.CarrierStatus;
import renewals.v1.MerchantContact;
import renewals.v1.PaymentEvent;
import renewals.v1.RenewalRequested;

/**
 * The id of the fact that an event tells: the same however often and through whatever it is sent.
 *
 * <p>Source: rule 1. Facts are told apart within a renewal: one trade number may pay two renewals,
 * one carrier's number may decide on two. A contact and a card's status have no id of their own, so
 * their content stands for it; a card's number is in no id.
 */
public final class EventIds {

  private EventIds() {}

  /**
   * The id of an event that keeps the contract.
   *
   * @throws IllegalArgumentException it is not an event that partners send
   */
  public static String of(SpecificRecord event) {
    return switch (event) {
      case RenewalRequested request -> "renewal-requested/" + request.getRenewalId();
      case PaymentEvent payment ->
          "payment/%s/%s/%s/%s"
              .formatted(
                  payment.getRenewalId(),
                  payment.getChannelId(),
                  payment.getPaymentId(),
                  payment.getStatus());
      case CarrierReview review ->
          "review/%s/%s/%s"
              .formatted(review.getRenewalId(), review.getCarrierId(), review.getReviewId());
      case CarrierStatus status ->
          "carrier-status/%s/%d".formatted(status.getCarrierId(), status.getRevision());
      case CardUsage usage -> "usage/%s/%s".formatted(usage.getCarrierId(), usage.getUsageId());
      case CardStatus status ->
          "card-status/%s/%s".formatted(status.getCarrierId(), Content.halfDigestOf(status));
      case Announcement announcement ->
          "announcement/%s/%d"
              .formatted(announcement.getAnnouncementId(), announcement.getRevision());
      case MerchantContact contact ->
          "merchant-contact/%s/%s"
              .formatted(contact.getMerchantId(), Content.shortDigestOf(contact));
      default ->
          throw new IllegalArgumentException(
              "event is %s, expected one that partners send"
                  .formatted(event.getSchema().getFullName()));
    };
  }
}
