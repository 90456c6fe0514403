package renewals.activation.card.model;

import java.time.Instant;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;
import renewals.activation.renewal.model.Period;
import renewals.activation.renewal.model.Plan;

/**
 * How long a card is good for, and the unbroken chain of periods that this follows from.
 *
 * @param validUntil null as long as nothing is known of the card
 * @param chain null where a request or the carrier gave validUntil
 */
public record Coverage(@Nullable Instant validUntil, @Nullable Chain chain) {

  /** A card of which nothing is known. */
  public static final Coverage NONE = new Coverage(null, null);

  /**
   * Periods of one unit that follow each other without a gap. They are added to the chain's start
   * all at once, so that ends of months do not drift.
   */
  public record Chain(Instant start, Period total) {}

  /** The coverage after one entry of the ledger, and the entry's own dates. */
  record Extended(Coverage after, Instant validFrom, Instant validUntil) {}

  /** The coverage once a request has named an expiry, if that is later than what is known. */
  Coverage told(@Nullable Instant currentValidUntil) {
    boolean isNews =
        currentValidUntil != null && (validUntil == null || currentValidUntil.isAfter(validUntil));
    return isNews ? new Coverage(currentValidUntil, null) : this;
  }

  /** The coverage once a period has been added, activated at {@code at}. */
  Extended extended(LedgerEntry entry, ZoneId zone) {
    Instant at = entry.activatedAt();
    boolean stands =
        entry.policy() == Plan.Policy.STACK && validUntil != null && validUntil.isAfter(at);
    Instant from = stands && validUntil != null ? validUntil : at;
    boolean goesOn = stands && chain != null && chain.total().unit() == entry.validity().unit();
    Chain extended =
        goesOn && chain != null
            ? new Chain(chain.start(), chain.total().plus(entry.validity()))
            : new Chain(from, entry.validity());
    Instant until = extended.total().after(extended.start(), zone);
    Instant word = entry.carriersWord();
    if (word != null) {
      Instant notAfterIt = from.isAfter(word) ? word : from;
      return new Extended(new Coverage(word, null), notAfterIt, word);
    }
    return new Extended(new Coverage(until, extended), from, until);
  }
}
