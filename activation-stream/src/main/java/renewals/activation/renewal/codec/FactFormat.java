package renewals.activation.renewal.codec;

import java.time.Instant;
import renewals.activation.renewal.model.Fact;
import renewals.activation.renewal.model.Fact.Payment;
import renewals.activation.renewal.model.Fact.Requested;
import renewals.activation.renewal.model.Fact.Review;
import renewals.activation.renewal.model.Money;
import renewals.activation.renewal.model.Period;
import renewals.activation.renewal.model.Plan;
import renewals.activation.renewal.model.Promotion;
import renewals.streams.state.StateFormatException;
import renewals.streams.state.StateReader;
import renewals.streams.state.StateWriter;
import renewals.streams.state.StoredNumbers;

/**
 * The compact form of facts. What the surrounding value knows already, the renewal and where it was
 * requested the channel and the carrier, is not written again.
 *
 * <p>Enums are stored by {@link StoredNumbers}.
 */
public final class FactFormat {

  private FactFormat() {}

  public static void write(StateWriter to, Requested request) {
    to.text(request.channelId())
        .text(request.carrierId())
        .text(request.merchantId())
        .text(request.terminalId())
        .text(request.iccid());
    Plan plan = request.plan();
    to.text(plan.planId());
    write(to, plan.validity());
    to.number(plan.dataBytes()).choice(RenewalNumbers.POLICIES, plan.policy());
    to.number(request.amountDue().minorUnits()).text(request.amountDue().currency());
    Promotion promotion = request.promotion();
    to.flag(promotion != null);
    if (promotion != null) {
      to.text(promotion.code()).number(promotion.discount());
      to.optionalNumber(promotion.bonusDataBytes());
    }
    to.instant(request.requestedAt()).optionalInstant(request.currentValidUntil());
  }

  public static Requested readRequest(StateReader from, String renewalId) {
    String channelId = from.name();
    String carrierId = from.name();
    String merchantId = from.text();
    String terminalId = from.text();
    String iccid = from.text();
    String planId = from.name();
    Period validity = readPeriod(from);
    Plan plan = new Plan(planId, validity, from.number(), from.choice(RenewalNumbers.POLICIES));
    Money amountDue = new Money(from.number(), from.name());
    Promotion promotion =
        from.flag() ? new Promotion(from.text(), from.number(), from.optionalNumber()) : null;
    var requestedAt = from.instant();
    return new Requested(
        renewalId,
        channelId,
        carrierId,
        merchantId,
        terminalId,
        iccid,
        plan,
        amountDue,
        promotion,
        from.optionalInstant(),
        requestedAt);
  }

  public static void write(StateWriter to, Period period) {
    to.number(period.count()).choice(RenewalNumbers.UNITS, period.unit());
  }

  public static Period readPeriod(StateReader from) {
    return new Period(from.count(), from.choice(RenewalNumbers.UNITS));
  }

  /** A payment of a known channel and, as rule 2 has it, of a known currency. */
  public static void write(StateWriter to, Payment payment) {
    to.text(payment.paymentId())
        .choice(RenewalNumbers.STATUSES, payment.status())
        .number(payment.amount().minorUnits());
    to.optionalChoice(RenewalNumbers.REFUND_KINDS, payment.refundKind())
        .optionalText(payment.reason())
        .instant(payment.occurredAt());
    if (payment.status() == Payment.Status.REFUNDED) {
      to.optionalText(payment.refundOf()).flag(payment.cumulative());
    }
  }

  /**
   * A payment.
   *
   * @param refundsName whether the version that wrote it knew which payment a refund gives back
   */
  public static Payment readPayment(
      StateReader from, String renewalId, String channelId, String currency, boolean refundsName) {
    String paymentId = from.text();
    Payment.Status status = from.choice(RenewalNumbers.STATUSES);
    Money amount = new Money(from.number(), currency);
    Payment.RefundKind refundKind = from.optionalChoice(RenewalNumbers.REFUND_KINDS);
    String reason = from.optionalText();
    Instant occurredAt = from.instant();
    boolean mayName = refundsName && status == Payment.Status.REFUNDED;
    return new Payment(
        renewalId,
        channelId,
        paymentId,
        status,
        amount,
        refundKind,
        mayName ? from.optionalText() : null,
        mayName && from.flag(),
        reason,
        occurredAt);
  }

  /** A review of a known carrier. */
  public static void write(StateWriter to, Review review) {
    to.text(review.reviewId())
        .optionalText(review.iccid())
        .choice(RenewalNumbers.OUTCOMES, review.outcome());
    to.optionalText(review.reason()).optionalText(review.reasonText());
    to.optionalInstant(review.validUntil()).instant(review.decidedAt());
  }

  public static Review readReview(StateReader from, String renewalId, String carrierId) {
    String reviewId = from.text();
    return new Review(
        renewalId,
        carrierId,
        reviewId,
        from.optionalText(),
        from.choice(RenewalNumbers.OUTCOMES),
        from.optionalText(),
        from.optionalText(),
        from.optionalInstant(),
        from.instant());
  }

  private static final int PAYMENT = 1;
  private static final int REVIEW = 2;
  private static final int REQUEST = 3;

  /** Any fact of a renewal that is known, with all its fields. */
  public static void writeWhole(StateWriter to, Fact fact) {
    switch (fact) {
      case Payment payment -> {
        to.raw(PAYMENT).text(payment.channelId()).text(payment.amount().currency());
        write(to, payment);
      }
      case Review review -> {
        to.raw(REVIEW).text(review.carrierId());
        write(to, review);
      }
      case Requested request -> write(to.raw(REQUEST), request);
    }
  }

  /**
   * What {@link #writeWhole} wrote.
   *
   * @param refundsName whether the version that wrote it knew which payment a refund gives back
   */
  public static Fact readWhole(StateReader from, String renewalId, boolean refundsName) {
    return switch (from.raw()) {
      case PAYMENT -> {
        String channelId = from.text();
        String currency = from.text();
        yield readPayment(from, renewalId, channelId, currency, refundsName);
      }
      case REVIEW -> readReview(from, renewalId, from.text());
      case REQUEST -> readRequest(from, renewalId);
      default -> throw new StateFormatException("stored fact is of a kind that is not known");
    };
  }
}
