package renewals.testing;

import java.time.Instant;
import renewals.schemas.json.EventJson;
import renewals.v1.Announcement;
import renewals.v1.AnnouncementKind;
import renewals.v1.CardCause;
import renewals.v1.CardState;
import renewals.v1.CardStatus;
import renewals.v1.CardUsage;
import renewals.v1.CarrierReview;
import renewals.v1.CarrierState;
import renewals.v1.CarrierStatus;
import renewals.v1.MerchantContact;
import renewals.v1.Money;
import renewals.v1.PaymentEvent;
import renewals.v1.PaymentStatus;
import renewals.v1.Plan;
import renewals.v1.RenewalRequested;
import renewals.v1.ReviewOutcome;

/** One good event of each type that partners send. */
public final class Samples {

  /** The clock of the tests. */
  public static final Instant NOW = Instant.parse("2026-03-02T02:00:00Z");

  private Samples() {}

  public static RenewalRequested request(String renewalId) {
    return new RenewalRequested(
        renewalId,
        "lakala-app",
        "cmcc",
        "M-1001",
        "T-77",
        "89860000000000000001",
        new Plan("pos-1m-1g", "P1M", 1_000_000_000L, null),
        new Money(5000L, "CNY"),
        null,
        null,
        NOW);
  }

  public static PaymentEvent payment(String paymentId) {
    return new PaymentEvent(
        paymentId,
        "R1",
        "lakala-app",
        PaymentStatus.SETTLED,
        new Money(5000L, "CNY"),
        null,
        null,
        null,
        null,
        NOW);
  }

  public static CarrierReview review(String reviewId) {
    return new CarrierReview(
        reviewId, "R1", "cmcc", null, ReviewOutcome.APPROVED, null, null, null, NOW);
  }

  public static CarrierStatus status(long revision) {
    return new CarrierStatus("cmcc", CarrierState.MAINTENANCE, NOW, null, null, null, revision);
  }

  public static CardUsage usage(String usageId) {
    return new CardUsage(
        usageId, "cmcc", "89860000000000000001", NOW, null, 800_000_000L, null, NOW);
  }

  public static CardStatus cardStatus(long revision) {
    return new CardStatus(
        "cmcc",
        "89860000000000000001",
        CardState.SUSPENDED,
        CardCause.NO_REAL_NAME,
        null,
        NOW,
        revision);
  }

  public static Announcement announcement(long revision) {
    return Announcement.newBuilder()
        .setAnnouncementId("A1")
        .setKind(AnnouncementKind.FEES)
        .setEffectiveAt(NOW)
        .setTitleZh("资费调整")
        .setTextZh("自 5 月 1 日起资费调整。")
        .setTitleEn("Fees change")
        .setTextEn("Fees change on 1 May.")
        .setRevision(revision)
        .build();
  }

  public static MerchantContact contact(String merchantId) {
    return MerchantContact.newBuilder()
        .setMerchantId(merchantId)
        .setDisplayName("老王面馆")
        .setEmail("wang@example.com")
        .build();
  }

  /** A payment as JSON. */
  public static String paymentJson(String paymentId) {
    return EventJson.write(payment(paymentId));
  }
}
