package renewals.schemas.contract;

import static renewals.schemas.contract.Findings.add;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import renewals.v1.CardStatus;
import renewals.v1.CardUsage;

/**
 * What the contract demands of what carriers report of cards.
 *
 * <p>Source: rules, "What becomes of a card between renewals".
 */
final class CardChecks {

  private CardChecks() {}

  static @Nullable Findings check(@Nullable Findings symbols, CardUsage usage, Instant now) {
    Findings found = Checks.id(symbols, "usageId", usage.getUsageId());
    found = Checks.id(found, "carrierId", usage.getCarrierId());
    found = Checks.iccid(found, "iccid", usage.getIccid());
    Instant start = usage.getPeriodStart();
    found = Checks.time(found, "periodStart", start);
    found = periodEnd(found, usage.getPeriodEnd(), start);
    found = Checks.bytes(found, "usedBytes", usage.getUsedBytes());
    if (usage.getAllowanceBytes() != null) {
      found = Checks.bytes(found, "allowanceBytes", usage.getAllowanceBytes());
    }
    Instant asOf = usage.getAsOf();
    return asOf != null && start != null && asOf.isBefore(start)
        ? add(found, "asOf", asOf, "a time that isn't before periodStart, " + start)
        : Checks.eventTime(found, "asOf", asOf, now);
  }

  static @Nullable Findings check(@Nullable Findings symbols, CardStatus status, Instant now) {
    Findings found = Checks.id(symbols, "carrierId", status.getCarrierId());
    found = Checks.iccid(found, "iccid", status.getIccid());
    if (status.getState() == null) {
      found = add(found, "state", null, "ACTIVE, SUSPENDED or CLOSED");
    }
    found = Checks.optionalText(found, "reasonText", status.getReasonText());
    found = Checks.eventTime(found, "since", status.getSince(), now);
    return Checks.revision(found, "revision", status.getRevision());
  }

  private static @Nullable Findings periodEnd(
      @Nullable Findings found, @Nullable Instant end, @Nullable Instant start) {
    return end != null && start != null && !end.isAfter(start)
        ? add(found, "periodEnd", end, "a time after periodStart, " + start)
        : Checks.optionalTime(found, "periodEnd", end);
  }
}
