package renewals.activation.estimate;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * When a renewal is expected to be usable.
 *
 * @param likely the median
 * @param by the 90 % quantile; null where nobody can say, and then {@code why} is given
 * @param observations decided renewals of the last fortnight that the basis rests on; 0 for the
 *     default
 */
public record ExpectedUsable(
    @Nullable Instant likely,
    @Nullable Instant by,
    Basis basis,
    long observations,
    @Nullable Why why) {

  /** Why there is no {@code by}, or why it is later than usual. */
  public enum Why {
    /** Maintenance, end known: the times are shifted by it. */
    MAINTENANCE,
    /** Outage, end known: the times are shifted by it. */
    OUTAGE,
    /** Maintenance, end unknown: there are no times. */
    MAINTENANCE_OPEN_END,
    /** Outage, end unknown: there are no times. */
    OUTAGE_OPEN_END,
    /** The time lies further ahead than anything that was ever seen. */
    BEYOND_EXPERIENCE
  }
}
