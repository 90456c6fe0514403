package renewals.activation.codec;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import renewals.activation.domain.Basis;
import renewals.activation.domain.CardChange;
import renewals.activation.domain.CarrierCondition;
import renewals.activation.domain.Fact.Payment;
import renewals.activation.domain.Fact.Review;
import renewals.activation.domain.Period;
import renewals.activation.domain.Plan;
import renewals.activation.domain.RecordOutcome.Refusal;
import renewals.activation.domain.TimelineEntry.What;

/**
 * The numbers that stand for an enum's values in stored forms: the place in the list below,
 * whatever the order of the enum itself. A number is never given to another value: new ones go to
 * the end.
 */
final class StoredNumbers<E extends Enum<E>> {

  static final StoredNumbers<Period.Unit> UNITS =
      of(Period.Unit.class, Period.Unit.DAYS, Period.Unit.MONTHS);
  static final StoredNumbers<Plan.Policy> POLICIES =
      of(Plan.Policy.class, Plan.Policy.STACK, Plan.Policy.RESET);
  static final StoredNumbers<Payment.Status> STATUSES =
      of(
          Payment.Status.class,
          Payment.Status.SETTLED,
          Payment.Status.FAILED,
          Payment.Status.REFUNDED);
  static final StoredNumbers<Payment.RefundKind> REFUND_KINDS =
      of(
          Payment.RefundKind.class,
          Payment.RefundKind.CANCELLATION,
          Payment.RefundKind.EXCESS,
          Payment.RefundKind.GOODWILL);
  static final StoredNumbers<Review.Outcome> OUTCOMES =
      of(Review.Outcome.class, Review.Outcome.APPROVED, Review.Outcome.REJECTED);
  static final StoredNumbers<Refusal.Reason> REASONS =
      of(
          Refusal.Reason.class,
          Refusal.Reason.MISMATCH,
          Refusal.Reason.CONFLICTING_DUPLICATE,
          Refusal.Reason.TOO_MANY_FACTS);
  static final StoredNumbers<CardChange.Cause> CAUSES =
      of(CardChange.Cause.class, CardChange.Cause.REFUND, CardChange.Cause.REVIEW);
  static final StoredNumbers<Basis> BASES =
      of(Basis.class, Basis.CARRIER_AND_CHANNEL, Basis.CARRIER, Basis.ALL, Basis.DEFAULT);
  static final StoredNumbers<CarrierCondition.State> STATES =
      of(
          CarrierCondition.State.class,
          CarrierCondition.State.NORMAL,
          CarrierCondition.State.DEGRADED,
          CarrierCondition.State.MAINTENANCE,
          CarrierCondition.State.OUTAGE);
  static final StoredNumbers<What> WHATS =
      of(
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

  private final List<E> byNumber;
  private final Map<E, Integer> numbers;

  private StoredNumbers(Class<E> type, List<E> byNumber) {
    this.byNumber = byNumber;
    this.numbers = new EnumMap<>(type);
    for (E value : byNumber) {
      numbers.put(value, numbers.size());
    }
    if (numbers.size() != byNumber.size() || numbers.size() != type.getEnumConstants().length) {
      throw new IllegalStateException(
          "stored numbers of %s are %s, expected each value once".formatted(type, byNumber));
    }
  }

  @SafeVarargs
  private static <E extends Enum<E>> StoredNumbers<E> of(Class<E> type, E... byNumber) {
    return new StoredNumbers<>(type, List.of(byNumber));
  }

  int numberOf(E value) {
    Integer number = numbers.get(value);
    if (number == null) {
      throw new IllegalStateException("cannot happen: every value has a number");
    }
    return number;
  }

  E valueOf(int number) {
    if (number >= byNumber.size()) {
      throw new StateFormatException(
          "stored number is %d, expected 0 to %d".formatted(number, byNumber.size() - 1));
    }
    return byNumber.get(number);
  }
}
