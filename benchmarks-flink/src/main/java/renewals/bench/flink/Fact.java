package renewals.bench.flink;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import renewals.v1.CarrierReview;
import renewals.v1.PaymentEvent;
import renewals.v1.PaymentStatus;
import renewals.v1.RefundKind;
import renewals.v1.RenewalRequested;
import renewals.v1.ReviewOutcome;

/**
 * A fact on its way to its renewal's key, in a form that Flink's own serializer for plain objects
 * writes without reflection of types: public fields, no nesting. Times are epoch milliseconds.
 */
@SuppressWarnings("NullAway") // fields that a kind of fact does not have stay null
public final class Fact {

  public String renewalId;

  /** By which duplicates are known within a renewal. */
  public String identity;

  public @Nullable String channelId;
  public @Nullable String carrierId;
  public @Nullable String merchantId;
  public @Nullable String terminalId;
  public @Nullable String iccid;
  public @Nullable String reviewId;
  public boolean request;
  public boolean approved;
  public long dataBytes;
  public long requestedAt;
  public long amountDue;
  public long movement;
  public long paidAt;
  public long decidedAt;

  static Fact of(RenewalRequested event) {
    Fact fact = new Fact();
    fact.request = true;
    fact.renewalId = event.getRenewalId();
    fact.identity = "request";
    fact.channelId = event.getChannelId();
    fact.carrierId = event.getCarrierId();
    fact.merchantId = event.getMerchantId();
    fact.terminalId = event.getTerminalId();
    fact.iccid = event.getIccid();
    fact.dataBytes = event.getPlan().getDataBytes();
    fact.requestedAt = millis(event.getRequestedAt());
    fact.amountDue = event.getAmountDue().getMinorUnits();
    return fact;
  }

  static Fact of(PaymentEvent event) {
    Fact fact = new Fact();
    fact.renewalId = event.getRenewalId();
    fact.identity = event.getStatus() + " " + event.getChannelId() + " " + event.getPaymentId();
    long amount = event.getAmount().getMinorUnits();
    fact.movement =
        switch (event.getStatus()) {
          case SETTLED -> amount;
          case REFUNDED -> event.getRefundKind() == RefundKind.GOODWILL ? 0 : -amount;
          case FAILED -> 0;
          case OTHER -> throw new IllegalArgumentException("status is OTHER, expected a known one");
        };
    fact.paidAt = event.getStatus() == PaymentStatus.SETTLED ? millis(event.getOccurredAt()) : 0;
    return fact;
  }

  static Fact of(CarrierReview event) {
    Fact fact = new Fact();
    fact.renewalId = event.getRenewalId();
    fact.identity = "review " + event.getCarrierId() + " " + event.getReviewId();
    fact.reviewId = event.getReviewId();
    fact.approved = event.getOutcome() == ReviewOutcome.APPROVED;
    fact.decidedAt = millis(event.getDecidedAt());
    return fact;
  }

  private static long millis(Instant time) {
    return time.toEpochMilli();
  }
}
