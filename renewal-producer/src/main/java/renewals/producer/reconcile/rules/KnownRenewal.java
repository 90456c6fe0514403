package renewals.producer.reconcile.rules;

import java.time.Instant;
import java.util.Optional;

/**
 * Where a renewal stands by activation-stream's word.
 *
 * @param isKnown whether it knows the renewal at all
 * @param waitsForPayment whether it waits for money
 * @param hasMoney whether more has come than went back
 * @param isFree whether nothing is to pay for it
 * @param paidAt the latest time that it was told as paid
 * @param validUntil until when it makes its card usable
 */
public record KnownRenewal(
    boolean isKnown,
    boolean waitsForPayment,
    boolean hasMoney,
    boolean isFree,
    Optional<Instant> paidAt,
    Optional<Instant> validUntil) {

  /** Nothing is known of it. */
  public static final KnownRenewal UNKNOWN =
      new KnownRenewal(false, false, false, false, Optional.empty(), Optional.empty());

  /**
   * Whether it neither waits for money nor has any, though some may have come: it was refused, or
   * all went back.
   */
  public boolean isWithoutMoney() {
    return isKnown && !waitsForPayment && !hasMoney && !isFree;
  }
}
