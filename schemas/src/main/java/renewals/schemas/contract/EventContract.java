package renewals.schemas.contract;

import static renewals.schemas.contract.Findings.add;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;
import renewals.v1.Announcement;
import renewals.v1.CardState;
import renewals.v1.CardStatus;
import renewals.v1.CardUsage;
import renewals.v1.CarrierReview;
import renewals.v1.CarrierState;
import renewals.v1.CarrierStatus;
import renewals.v1.MerchantContact;
import renewals.v1.PaymentEvent;
import renewals.v1.PaymentStatus;
import renewals.v1.Plan;
import renewals.v1.Promotion;
import renewals.v1.RefundKind;
import renewals.v1.RenewalRequested;
import renewals.v1.ReviewOutcome;
import renewals.v1.ValidityPolicy;

/**
 * All that the contract demands of one event that partners send, whichever way it came.
 *
 * <p>Source: contract, "Events"; rule 2 for the limits of time. Long because it is that table, one
 * field after the other.
 */
public final class EventContract {

  /** How far an event's own time may lie ahead of the clock that judges it. */
  public static final Duration AHEAD = Checks.AHEAD;

  /** How old a request may be. */
  public static final Duration OLDEST_REQUEST = Duration.ofDays(90);

  private static final long OLDEST_SECONDS = OLDEST_REQUEST.toSeconds();

  private EventContract() {}

  /** Whether a text can be an id that partners give: 1 to 64 of A-Z a-z 0-9 _ . : - */
  public static boolean isId(String text) {
    return Checks.isId(text);
  }

  /**
   * Checks one event. Costs no allocation where all is well.
   *
   * @param event one of the events that partners send
   * @param now what its times are held against: the clock at the intake, the append time later
   * @return every violation, empty if there is none; violations never come as exceptions
   * @throws IllegalArgumentException it is not an event that partners send
   */
  public static List<Violation> check(SpecificRecord event, Instant now) {
    Findings found = symbols(event);
    return Findings.listOf(
        switch (event) {
          case RenewalRequested request -> request(found, request, now);
          case PaymentEvent payment -> payment(found, payment, now);
          case CarrierReview review -> review(found, review, now);
          case CarrierStatus status -> status(found, status);
          case CardUsage usage -> CardChecks.check(found, usage, now);
          case CardStatus status -> CardChecks.check(found, status, now);
          case Announcement announcement -> AnnouncementChecks.check(found, announcement);
          case MerchantContact contact -> ContactChecks.check(found, contact);
          default -> throw notFromPartners(event);
        });
  }

  /**
   * The words of an event that this version doesn't know and by which something is decided. They
   * are among what {@link #check} finds; who reads what a later version may have written asks for
   * them first, as waiting for that version helps. Costs no allocation where there are none.
   *
   * @param event one of the events that partners send
   * @throws IllegalArgumentException it is not an event that partners send
   */
  public static List<Violation> unknownSymbols(SpecificRecord event) {
    return Findings.listOf(symbols(event));
  }

  private static @Nullable Findings symbols(SpecificRecord event) {
    return switch (event) {
      case RenewalRequested request -> {
        Plan plan = request.getPlan();
        yield plan == null
            ? null
            : Symbols.known(
                null,
                "plan.validityPolicy",
                plan.getValidityPolicy(),
                ValidityPolicy.getClassSchema());
      }
      case PaymentEvent payment ->
          Symbols.known(
              Symbols.known(null, "status", payment.getStatus(), PaymentStatus.getClassSchema()),
              "refundKind",
              payment.getRefundKind(),
              RefundKind.getClassSchema());
      case CarrierReview review ->
          Symbols.known(null, "outcome", review.getOutcome(), ReviewOutcome.getClassSchema());
      case CarrierStatus status ->
          Symbols.known(null, "state", status.getState(), CarrierState.getClassSchema());
      case CardUsage ignored -> null;
      case Announcement ignored -> null;
      case CardStatus status ->
          Symbols.known(null, "state", status.getState(), CardState.getClassSchema());
      case MerchantContact contact ->
          TimingChecks.symbols(ContactChecks.symbols(null, contact), contact);
      default -> throw notFromPartners(event);
    };
  }

  private static IllegalArgumentException notFromPartners(SpecificRecord event) {
    return new IllegalArgumentException(
        "event is %s, expected one that partners send".formatted(event.getSchema().getFullName()));
  }

  private static @Nullable Findings request(
      @Nullable Findings symbols, RenewalRequested request, Instant now) {
    Findings found = Checks.id(symbols, "renewalId", request.getRenewalId());
    found = Checks.id(found, "channelId", request.getChannelId());
    found = Checks.id(found, "carrierId", request.getCarrierId());
    found = Checks.id(found, "merchantId", request.getMerchantId());
    found = Checks.id(found, "terminalId", request.getTerminalId());
    found = Checks.iccid(found, "iccid", request.getIccid());
    found = plan(found, request.getPlan());
    found =
        Checks.money(
            found,
            "amountDue",
            request.getAmountDue(),
            "amountDue.minorUnits",
            "amountDue.currency",
            0);
    found = promotion(found, request.getPromotion(), request.getPlan());
    found = Checks.optionalTime(found, "currentValidUntil", request.getCurrentValidUntil());
    Instant requestedAt = request.getRequestedAt();
    if (requestedAt != null && Checks.isLonger(requestedAt, now, OLDEST_SECONDS)) {
      return add(found, "requestedAt", requestedAt, "a time at most 90 days ago");
    }
    return Checks.eventTime(found, "requestedAt", requestedAt, now);
  }

  private static @Nullable Findings plan(@Nullable Findings found, @Nullable Plan plan) {
    if (plan == null) {
      return add(found, "plan", null, "a plan");
    }
    Findings sofar = Checks.text(found, "plan.planId", plan.getPlanId());
    String validity = plan.getValidity();
    if (validity == null || !Validity.isWritten(validity)) {
      sofar = add(sofar, "plan.validity", validity, Validity.EXPECTATION);
    }
    return Checks.bytes(sofar, "plan.dataBytes", plan.getDataBytes());
  }

  private static @Nullable Findings promotion(
      @Nullable Findings found, @Nullable Promotion promotion, @Nullable Plan plan) {
    if (promotion == null) {
      return found;
    }
    Findings sofar = Checks.text(found, "promotion.code", promotion.getCode());
    sofar = Checks.minorUnits(sofar, "promotion.discount", promotion.getDiscount());
    Long bonus = promotion.getBonusDataBytes();
    if (bonus == null) {
      return sofar;
    }
    if (bonus > 0 && plan != null && plan.getDataBytes() > Long.MAX_VALUE - bonus) {
      return add(
          sofar, "promotion.bonusDataBytes", bonus, "with plan.dataBytes at most 2^63 - 1 bytes");
    }
    return Checks.bytes(sofar, "promotion.bonusDataBytes", bonus);
  }

  private static @Nullable Findings payment(
      @Nullable Findings symbols, PaymentEvent payment, Instant now) {
    Findings found = Checks.id(symbols, "paymentId", payment.getPaymentId());
    found = Checks.id(found, "renewalId", payment.getRenewalId());
    found = Checks.id(found, "channelId", payment.getChannelId());
    PaymentStatus status = payment.getStatus();
    if (status == null) {
      found = add(found, "status", null, "SETTLED, FAILED or REFUNDED");
    }
    found =
        Checks.money(
            found, "amount", payment.getAmount(), "amount.minorUnits", "amount.currency", 1);
    found = refund(found, payment);
    found = Checks.optionalText(found, "reason", payment.getReason());
    return Checks.eventTime(found, "occurredAt", payment.getOccurredAt(), now);
  }

  /** What only a refund says. */
  private static @Nullable Findings refund(@Nullable Findings sofar, PaymentEvent payment) {
    Findings found = sofar;
    PaymentStatus status = payment.getStatus();
    boolean isOther = status != null && status != PaymentStatus.REFUNDED;
    String refundOf = payment.getRefundOf();
    if (payment.getRefundKind() != null && isOther) {
      found = add(found, "refundKind", payment.getRefundKind(), "none, as status is " + status);
    }
    if (refundOf != null) {
      found =
          isOther
              ? add(found, "refundOf", refundOf, "none, as status is " + status)
              : Checks.id(found, "refundOf", refundOf);
    }
    if (!Boolean.TRUE.equals(payment.getCumulative())) {
      return found;
    }
    if (isOther) {
      return add(found, "cumulative", true, "none or false, as status is " + status);
    }
    if (refundOf == null) {
      return add(found, "cumulative", true, "none or false, as refundOf names no payment");
    }
    return payment.getRefundKind() == RefundKind.GOODWILL
        ? add(found, "cumulative", true, "none or false, as refundKind is GOODWILL")
        : found;
  }

  private static @Nullable Findings review(
      @Nullable Findings symbols, CarrierReview review, Instant now) {
    Findings found = Checks.id(symbols, "reviewId", review.getReviewId());
    found = Checks.id(found, "renewalId", review.getRenewalId());
    found = Checks.id(found, "carrierId", review.getCarrierId());
    if (review.getIccid() != null) {
      found = Checks.iccid(found, "iccid", review.getIccid());
    }
    if (review.getOutcome() == null) {
      found = add(found, "outcome", null, "APPROVED or REJECTED");
    }
    found = Checks.optionalText(found, "reasonText", review.getReasonText());
    found = Checks.optionalTime(found, "validUntil", review.getValidUntil());
    return Checks.eventTime(found, "decidedAt", review.getDecidedAt(), now);
  }

  /** A carrier announces work ahead of time, so its times may lie in the future. */
  private static @Nullable Findings status(@Nullable Findings symbols, CarrierStatus status) {
    Findings found = Checks.id(symbols, "carrierId", status.getCarrierId());
    if (status.getState() == null) {
      found = add(found, "state", null, "NORMAL, DEGRADED, MAINTENANCE or OUTAGE");
    }
    found = Checks.time(found, "startsAt", status.getStartsAt());
    found = Checks.end(found, "endsAt", status.getEndsAt(), status.getStartsAt());
    found = Checks.revision(found, "revision", status.getRevision());
    found = Checks.optionalText(found, "messageZh", status.getMessageZh());
    return Checks.optionalText(found, "messageEn", status.getMessageEn());
  }
}
