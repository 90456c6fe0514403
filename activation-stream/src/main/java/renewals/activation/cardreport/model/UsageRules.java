package renewals.activation.cardreport.model;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import renewals.activation.card.model.LedgerEntry;

/**
 * What a card may use, and what of it is left (rules, "What becomes of a card between renewals").
 */
public final class UsageRules {

  private UsageRules() {}

  /**
   * How much is used, as it is shown.
   *
   * @param allowanceBytes more than 0, null where it is unknown
   * @param forecast null where nobody can say
   */
  public record Usage(
      long usedBytes,
      @Nullable Long allowanceBytes,
      Instant periodStart,
      Instant asOf,
      @Nullable UsageForecast forecast) {

    /** What is left, at least 0; null where the allowance is unknown. */
    public @Nullable Long remainingBytes() {
      return allowanceBytes == null ? null : Math.max(0, allowanceBytes - usedBytes);
    }
  }

  /**
   * A card's usage by one carrier's word; null where it has not reported yet, or not since counting
   * began anew.
   */
  public static @Nullable Usage now(@Nullable Reported reported, LedgerView ledger, Instant now) {
    KnownUsage known = reported == null ? null : reported.usage();
    if (known == null || isOver(known.newest(), ledger, now)) {
      return null;
    }
    UsageReport newest = known.newest();
    Long allowance = allowance(newest, ledger);
    return new Usage(
        newest.usedBytes(),
        allowance,
        newest.periodStart(),
        newest.asOf(),
        allowance == null ? null : UsageForecast.of(known, allowance));
  }

  private static boolean isOver(UsageReport report, LedgerView ledger, Instant now) {
    Instant end = report.periodEnd();
    if (end != null && !end.isAfter(now)) {
      return true;
    }
    return ledger.entries().stream()
        .anyMatch(
            entry ->
                !entry.reversed()
                    && entry.validFrom().isAfter(report.asOf())
                    && !entry.validFrom().isAfter(now));
  }

  /**
   * What may be used in a report's period, in bytes: the carrier's own word, else what was bought
   * for the latest period that had begun and not ended; null where that is unknown or nothing.
   */
  static @Nullable Long allowance(UsageReport report, LedgerView ledger) {
    Long word = report.allowanceBytes();
    if (word == null) {
      LedgerEntry period = holding(report.asOf(), ledger.newest());
      if (period == null && ledger.latest() != null) {
        period = holding(report.asOf(), ledger.entries());
      }
      word = period == null ? null : (Long) period.dataBytes();
    }
    return word == null || word == 0 ? null : word;
  }

  private static @Nullable LedgerEntry holding(Instant asOf, List<LedgerEntry> entries) {
    for (LedgerEntry entry : entries.reversed()) {
      if (!entry.reversed()
          && !entry.validFrom().isAfter(asOf)
          && entry.validUntil().isAfter(asOf)) {
        return entry;
      }
    }
    return null;
  }
}
