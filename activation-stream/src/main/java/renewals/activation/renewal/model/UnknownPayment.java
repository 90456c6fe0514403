package renewals.activation.renewal.model;

import java.time.Instant;

/**
 * A refund that names a payment which is not known here, and which was not reported yet (rule 8).
 *
 * @param refundId the refund's own paymentId
 * @param refundOf the payment that it names
 * @param since the step that took the refund up
 */
public record UnknownPayment(String refundId, String refundOf, Instant since) {

  /** The reason that its update and its line of the timeline have. */
  public static final String REASON = "PAYMENT_UNKNOWN";
}
