package renewals.activation.renewal.model;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import renewals.activation.renewal.model.Fact.Payment;

/**
 * What was paid for a renewal, and what of it went back (rule 4), in minor units.
 *
 * @param settled the sum of all settled payments
 * @param refunded what went back in all, GOODWILL left out
 */
public record Balance(long settled, long refunded) {

  static final Balance NOTHING = new Balance(0, 0);

  static Balance of(List<Payment> payments) {
    long settled = 0;
    long refunded = 0;
    Set<String> named = Set.of();
    for (Payment payment : payments) {
      if (payment.status() == Payment.Status.SETTLED) {
        settled += payment.amount().minorUnits();
      } else if (payment.refundOf() != null) {
        named = named.isEmpty() ? new LinkedHashSet<>() : named;
        named.add(payment.refundOf());
      } else if (payment.isReturn()) {
        refunded += payment.amount().minorUnits();
      }
    }
    for (String paymentId : named) {
      refunded += wentBackOf(paymentId, payments);
    }
    return new Balance(settled, refunded);
  }

  /**
   * What went back of one payment. A channel reports it in single refunds or as the sum so far,
   * which has its goodwill in it; so the two are never added, and neither exceeds what was paid.
   */
  private static long wentBackOf(String paymentId, List<Payment> payments) {
    long settled = 0;
    long singles = 0;
    long soFar = 0;
    long goodwill = 0;
    for (Payment payment : payments) {
      long amount = payment.amount().minorUnits();
      if (payment.settles(paymentId)) {
        settled += amount;
      }
      if (paymentId.equals(payment.refundOf())) {
        soFar = payment.cumulative() ? Math.max(soFar, amount) : soFar;
        singles += payment.isReturn() && !payment.cumulative() ? amount : 0;
        goodwill += payment.isReturn() ? 0 : amount;
      }
    }
    return Math.min(settled, Math.max(singles, soFar - goodwill));
  }

  /** Whether a payment of this id was settled, so that its refunds count. */
  public static boolean knows(String paymentId, List<Payment> payments) {
    for (Payment payment : payments) {
      if (payment.settles(paymentId)) {
        return true;
      }
    }
    return false;
  }

  /** Settled less refunded; may be negative. */
  public long net() {
    return settled - refunded;
  }
}
