package renewals.activation.renewal.rules;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import renewals.activation.renewal.model.Balance;
import renewals.activation.renewal.model.Case.Renewal;
import renewals.activation.renewal.model.CaseUpdateKind;
import renewals.activation.renewal.model.Fact;
import renewals.activation.renewal.model.Fact.Payment;
import renewals.activation.renewal.model.UnknownPayment;

/** The payments that one step applies, and the updates that they alone give. */
final class StepPayments {

  private final List<Payment> payments = new ArrayList<>();
  private final Renewal taken;
  private final Instant at;

  /**
   * Those of a step.
   *
   * @param facts the facts that the step applies
   * @param taken the renewal with them
   * @param at the step's time
   */
  StepPayments(List<Fact> facts, Renewal taken, Instant at) {
    for (Fact fact : facts) {
      if (fact instanceof Payment payment) {
        payments.add(payment);
      }
    }
    this.taken = taken;
    this.at = at;
  }

  /** Whether one of them brought money. */
  boolean bringMoney() {
    for (Payment payment : payments) {
      if (payment.isSettledPayment()) {
        return true;
      }
    }
    return false;
  }

  /** Rule 8: a refund whose payment is not known is reported, once, if that stays so. */
  List<UnknownPayment> unknown() {
    List<UnknownPayment> unknown = new ArrayList<>();
    for (UnknownPayment earlier : taken.unknownPayments()) {
      if (!Balance.knows(earlier.refundOf(), taken.payments())) {
        unknown.add(earlier);
      }
    }
    for (Payment refund : payments) {
      if (refund.refundOf() != null && !isKnown(refund)) {
        unknown.add(new UnknownPayment(refund.paymentId(), refund.refundOf(), at));
      }
    }
    return unknown;
  }

  private boolean isKnown(Payment refund) {
    return refund.refundOf() == null || Balance.knows(refund.refundOf(), taken.payments());
  }

  /** Adds refunds to the timeline, and whether their payments are known. */
  void noteRefunds(UpdateCollector collector) {
    for (Payment payment : payments) {
      for (Payment earlier : taken.payments()) {
        if (earlier.refundOf() != null && payment.settles(earlier.refundOf())) {
          collector.nowKnown(earlier);
        }
      }
    }
    for (Payment payment : payments) {
      if (payment.status() == Payment.Status.REFUNDED) {
        collector.noteRefund(payment, isKnown(payment));
      }
    }
  }

  /** PAYMENT_FAILED for each that failed. */
  void emitFailed(UpdateCollector collector) {
    for (Payment payment : payments) {
      if (payment.status() == Payment.Status.FAILED) {
        collector.emitUpdate(
            CaseUpdateKind.PAYMENT_FAILED,
            payment.occurredAt(),
            payment.amount(),
            payment.reason(),
            null);
      }
    }
  }

  /**
   * The own time of the latest movement of money among them, null if there was none.
   *
   * @param withReturns whether money that went back counts
   */
  @Nullable Instant latestMovement(boolean withReturns) {
    Instant latest = null;
    for (Payment payment : payments) {
      boolean counts = payment.isSettledPayment() || (withReturns && payment.isReturn());
      if (counts && (latest == null || payment.occurredAt().isAfter(latest))) {
        latest = payment.occurredAt();
      }
    }
    return latest;
  }
}
