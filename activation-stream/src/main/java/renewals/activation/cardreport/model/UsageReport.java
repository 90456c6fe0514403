package renewals.activation.cardreport.model;

import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How much data of a card is used.
 *
 * @param periodStart since when it is counted
 * @param periodEnd when counting starts anew, null where the carrier does not say
 * @param usedBytes all that was used since periodStart, at least 0
 * @param allowanceBytes the carrier's own word on what may be used, at least 0
 * @param asOf not before periodStart
 */
public record UsageReport(
    String carrierId,
    String cardKey,
    Instant periodStart,
    @Nullable Instant periodEnd,
    long usedBytes,
    @Nullable Long allowanceBytes,
    Instant asOf)
    implements CardReport {

  /** Before, at or after another one in the order in which reports supersede each other. */
  int compareInTime(UsageReport other) {
    int byPeriod = periodStart.compareTo(other.periodStart);
    return byPeriod != 0 ? byPeriod : asOf.compareTo(other.asOf);
  }

  /** Whether one of the same moment says the same. */
  boolean saysTheSameAs(UsageReport other) {
    return usedBytes == other.usedBytes
        && Objects.equals(allowanceBytes, other.allowanceBytes)
        && Objects.equals(periodEnd, other.periodEnd);
  }
}
