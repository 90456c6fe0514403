package renewals.activation.renewal.model;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One line of a renewal's timeline.
 *
 * @param at the step's time
 * @param occurredAt the own time of the event that the line is of, null where there is none: a
 *     deadline, or what the rules themselves decided
 * @param what an {@link CaseUpdateKind}, ACTIVATED, REVERSED, or REFUND for each refund taken up
 * @param amount in its own currency, null where there is none
 */
public record TimelineEntry(
    Instant at,
    @Nullable Instant occurredAt,
    What what,
    @Nullable Money amount,
    @Nullable String reason) {

  /** What can stand in a timeline. */
  public enum What {
    ACCEPTED,
    MISMATCH,
    CONFLICT,
    PAYMENT_FAILED,
    UNDERPAID,
    PAID,
    APPROVED,
    REJECTED,
    REFUND_DUE,
    ORPHANED,
    LAPSED,
    DELAYED,
    STALLED,
    ACTIVATED,
    REVERSED,
    CARRIER_NOTICE,
    REFUNDED,
    REFUND;

    public static What of(CaseUpdateKind kind) {
      return valueOf(kind.name());
    }
  }

  /** Whether it is the line of a refund whose payment was not known when it was taken up. */
  public boolean isOfUnknownPayment(Fact.Payment refund) {
    return what == What.REFUND
        && UnknownPayment.REASON.equals(reason)
        && refund.amount().equals(amount)
        && refund.occurredAt().equals(occurredAt);
  }
}
