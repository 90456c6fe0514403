package renewals.activation.renewal.codec;

import renewals.activation.estimate.model.Basis;
import renewals.activation.renewal.model.Fact.Payment;
import renewals.activation.renewal.model.Fact.Review;
import renewals.activation.renewal.model.Period;
import renewals.activation.renewal.model.Plan;
import renewals.activation.renewal.model.RecordOutcome.Refusal;
import renewals.activation.renewal.model.RenewalStatus.State;
import renewals.activation.renewal.model.TimelineEntry.What;
import renewals.streams.state.StoredNumbers;

/** The numbers that stand for enum values of facts and cases, in stored forms. */
public final class RenewalNumbers {

  static final StoredNumbers<Period.Unit> UNITS =
      StoredNumbers.of(Period.Unit.class, Period.Unit.DAYS, Period.Unit.MONTHS);
  public static final StoredNumbers<Plan.Policy> POLICIES =
      StoredNumbers.of(Plan.Policy.class, Plan.Policy.STACK, Plan.Policy.RESET);
  static final StoredNumbers<Payment.Status> STATUSES =
      StoredNumbers.of(
          Payment.Status.class,
          Payment.Status.SETTLED,
          Payment.Status.FAILED,
          Payment.Status.REFUNDED);
  static final StoredNumbers<Payment.RefundKind> REFUND_KINDS =
      StoredNumbers.of(
          Payment.RefundKind.class,
          Payment.RefundKind.CANCELLATION,
          Payment.RefundKind.EXCESS,
          Payment.RefundKind.GOODWILL);
  static final StoredNumbers<Review.Outcome> OUTCOMES =
      StoredNumbers.of(Review.Outcome.class, Review.Outcome.APPROVED, Review.Outcome.REJECTED);
  static final StoredNumbers<Refusal.Reason> REASONS =
      StoredNumbers.of(
          Refusal.Reason.class,
          Refusal.Reason.MISMATCH,
          Refusal.Reason.CONFLICTING_DUPLICATE,
          Refusal.Reason.TOO_MANY_FACTS);
  static final StoredNumbers<Basis> BASES =
      StoredNumbers.of(
          Basis.class, Basis.CARRIER_AND_CHANNEL, Basis.CARRIER, Basis.ALL, Basis.DEFAULT);
  static final StoredNumbers<State> STATES =
      StoredNumbers.of(
          State.class,
          State.WAITING_FOR_REQUEST,
          State.WAITING_FOR_PAYMENT,
          State.WAITING_FOR_REVIEW,
          State.USABLE,
          State.REJECTED,
          State.REFUNDED,
          State.LAPSED,
          State.STALLED);
  static final StoredNumbers<What> WHATS =
      StoredNumbers.of(
          What.class,
          What.ACCEPTED,
          What.MISMATCH,
          What.CONFLICT,
          What.PAYMENT_FAILED,
          What.UNDERPAID,
          What.PAID,
          What.APPROVED,
          What.REJECTED,
          What.REFUND_DUE,
          What.ORPHANED,
          What.LAPSED,
          What.DELAYED,
          What.STALLED,
          What.ACTIVATED,
          What.REVERSED,
          What.CARRIER_NOTICE,
          What.REFUNDED,
          What.REFUND);

  private RenewalNumbers() {}
}
