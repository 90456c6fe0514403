package renewals.producer.callback.notice;

import java.time.Instant;
import renewals.v1.Money;
import renewals.v1.PaymentEvent;
import renewals.v1.PaymentStatus;

/**
 * Facts of one renewal that one channel tells.
 *
 * @param channelId the channel
 * @param renewalId the renewal
 */
public record Payments(String channelId, String renewalId) {

  /** Money has come. */
  public PaymentEvent settled(String paymentId, Money amount, Instant occurredAt) {
    return of(PaymentStatus.SETTLED, paymentId, amount, occurredAt).build();
  }

  /** Money has not come and won't. */
  public PaymentEvent failed(String paymentId, Money amount, Instant occurredAt) {
    return of(PaymentStatus.FAILED, paymentId, amount, occurredAt).build();
  }

  /** Money has been given back. */
  public PaymentEvent refunded(
      String paymentId, String refundOf, Money amount, Instant occurredAt) {
    return of(PaymentStatus.REFUNDED, paymentId, amount, occurredAt).setRefundOf(refundOf).build();
  }

  /**
   * Money has been given back, and the amount is all that was given back of that payment so far.
   */
  public PaymentEvent refundedSoFar(
      String paymentId, String refundOf, Money amount, Instant occurredAt) {
    return of(PaymentStatus.REFUNDED, paymentId, amount, occurredAt)
        .setRefundOf(refundOf)
        .setCumulative(true)
        .build();
  }

  private PaymentEvent.Builder of(
      PaymentStatus status, String paymentId, Money amount, Instant occurredAt) {
    return PaymentEvent.newBuilder()
        .setPaymentId(paymentId)
        .setRenewalId(renewalId)
        .setChannelId(channelId)
        .setStatus(status)
        .setAmount(amount)
        .setOccurredAt(occurredAt);
  }
}
