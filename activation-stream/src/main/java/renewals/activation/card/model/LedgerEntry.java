package renewals.activation.card.model;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import renewals.activation.renewal.model.Period;
import renewals.activation.renewal.model.Plan;

/**
 * One activation in a card's ledger.
 *
 * @param sequence its place in the ledger, from 0
 * @param told the request's currentValidUntil; counts also when the activation is reversed
 * @param renewal what a reminder names, should this be the latest renewal that counts
 * @param carriersWord the new expiry that the approval named, null if it named none
 * @param validFrom as it follows from what stands before it; of a reversed one, as it last was
 * @param validUntil likewise
 */
public record LedgerEntry(
    String activationId,
    int sequence,
    LatestRenewal renewal,
    Instant activatedAt,
    Period validity,
    Plan.Policy policy,
    long dataBytes,
    @Nullable Instant told,
    @Nullable Instant carriersWord,
    boolean reversed,
    Instant validFrom,
    Instant validUntil) {

  LedgerEntry dated(Instant from, Instant until) {
    return new LedgerEntry(
        activationId,
        sequence,
        renewal,
        activatedAt,
        validity,
        policy,
        dataBytes,
        told,
        carriersWord,
        reversed,
        from,
        until);
  }

  LedgerEntry takenOut() {
    return new LedgerEntry(
        activationId,
        sequence,
        renewal,
        activatedAt,
        validity,
        policy,
        dataBytes,
        told,
        carriersWord,
        true,
        validFrom,
        validUntil);
  }
}
