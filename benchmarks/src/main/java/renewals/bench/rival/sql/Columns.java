package renewals.bench.rival.sql;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import renewals.v1.CarrierReview;
import renewals.v1.RenewalRequested;

/** A change as the columns that {@link Sql}'s statements take, in their order. */
final class Columns {

  /** How many there are. */
  static final int COUNT = 15;

  /** PostgreSQL's types of them. */
  static final String[] TYPES = {
    "text", "text", "text", "text", "text", "text", "bigint", "bigint", "bigint", "bigint",
    "bigint", "boolean", "text", "bigint", "bigint"
  };

  private Columns() {}

  static @Nullable Object[] of(Change change, long now) {
    RenewalRequested request = change.request();
    CarrierReview review = change.review();
    return new @Nullable Object[] {
      change.renewalId(),
      request == null ? null : request.getMerchantId(),
      request == null ? null : request.getTerminalId(),
      request == null ? null : request.getIccid(),
      request == null ? null : request.getCarrierId(),
      request == null ? null : request.getChannelId(),
      request == null ? null : request.getPlan().getDataBytes(),
      request == null ? null : millis(request.getRequestedAt()),
      request == null ? null : request.getAmountDue().getMinorUnits(),
      change.net(),
      millis(change.paidAt()),
      review == null ? null : change.approves(),
      review == null ? null : review.getReviewId(),
      review == null ? null : millis(review.getDecidedAt()),
      now
    };
  }

  private static @Nullable Long millis(@Nullable Instant time) {
    return time == null ? null : time.toEpochMilli();
  }
}
