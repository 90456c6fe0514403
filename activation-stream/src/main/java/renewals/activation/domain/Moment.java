package renewals.activation.domain;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One line of a renewal's timeline.
 *
 * @param what an {@link UpdateKind}, ACTIVATED or REVERSED
 * @param minorUnits amount in the currency of amountDue, null where there is none
 */
public record Moment(Instant at, What what, @Nullable Long minorUnits, @Nullable String reason) {

  /** What can stand in a timeline. The order is part of the stored form: add at the end only. */
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
    CARRIER_NOTICE;

    static What of(UpdateKind kind) {
      return valueOf(kind.name());
    }
  }
}
