package renewals.activation.renewal.codec;

import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;
import renewals.activation.record.EventReader;
import renewals.activation.renewal.model.Fact;
import renewals.activation.renewal.model.Fact.Payment;
import renewals.activation.renewal.model.Fact.Requested;
import renewals.activation.renewal.model.Fact.Review;
import renewals.activation.renewal.model.Money;
import renewals.activation.renewal.model.Period;
import renewals.activation.renewal.model.Plan;
import renewals.activation.renewal.model.Promotion;
import renewals.provenance.RecordProvenance;
import renewals.schemas.Topics;
import renewals.schemas.contract.Iccid;
import renewals.schemas.contract.Validity;
import renewals.schemas.wire.SchemaRegistry;
import renewals.schemas.wire.WireReader;
import renewals.v1.CarrierReview;
import renewals.v1.PaymentEvent;
import renewals.v1.RenewalRequested;

/** Turns events that the contract allows into facts: canonical, defaults filled in. */
public final class FactReader {

  private FactReader() {}

  /** Reads records of the three inputs. */
  public static EventReader<Fact> of(SchemaRegistry registry, RecordProvenance provenance) {
    return new EventReader<>(
        Map.of(
            Topics.RENEWAL_REQUESTS.name(), new WireReader<>(registry, new RenewalRequested()),
            Topics.RENEWAL_PAYMENTS.name(), new WireReader<>(registry, new PaymentEvent()),
            Topics.CARRIER_REVIEWS.name(), new WireReader<>(registry, new CarrierReview())),
        "renewalId",
        FactReader::renewalIdOf,
        FactReader::read,
        provenance);
  }

  private static String renewalIdOf(SpecificRecord event) {
    return switch (event) {
      case RenewalRequested requested -> requested.getRenewalId();
      case PaymentEvent payment -> payment.getRenewalId();
      case CarrierReview review -> review.getRenewalId();
      default -> throw new IllegalStateException("not an event of a renewal");
    };
  }

  /**
   * The fact of an event that has been checked against the contract.
   *
   * @throws IllegalArgumentException it is not an event of a renewal, or was not checked
   */
  public static Fact read(SpecificRecord event) {
    return switch (event) {
      case RenewalRequested requested -> read(requested);
      case PaymentEvent payment -> read(payment);
      case CarrierReview review -> read(review);
      default ->
          throw new IllegalArgumentException(
              "event is %s, expected one of a renewal".formatted(event.getSchema().getName()));
    };
  }

  private static Requested read(RenewalRequested event) {
    return new Requested(
        event.getRenewalId(),
        event.getChannelId(),
        event.getCarrierId(),
        event.getMerchantId(),
        event.getTerminalId(),
        canonical(event.getIccid()),
        plan(event.getPlan()),
        money(event.getAmountDue()),
        promotion(event.getPromotion()),
        event.getCurrentValidUntil(),
        event.getRequestedAt());
  }

  private static Payment read(PaymentEvent event) {
    Payment.Status status = Payment.Status.valueOf(event.getStatus().name());
    return new Payment(
        event.getRenewalId(),
        event.getChannelId(),
        event.getPaymentId(),
        status,
        money(event.getAmount()),
        status == Payment.Status.REFUNDED ? refundKind(event) : null,
        event.getRefundOf(),
        Boolean.TRUE.equals(event.getCumulative()),
        event.getReason(),
        event.getOccurredAt());
  }

  private static Payment.RefundKind refundKind(PaymentEvent event) {
    return event.getRefundKind() == null
        ? Payment.RefundKind.CANCELLATION
        : Payment.RefundKind.valueOf(event.getRefundKind().name());
  }

  private static Review read(CarrierReview event) {
    String iccid = event.getIccid();
    return new Review(
        event.getRenewalId(),
        event.getCarrierId(),
        event.getReviewId(),
        iccid == null ? null : canonical(iccid),
        Review.Outcome.valueOf(event.getOutcome().name()),
        event.getReason() == null ? null : event.getReason().name(),
        event.getReasonText(),
        event.getValidUntil(),
        event.getDecidedAt());
  }

  private static String canonical(String iccid) {
    return Iccid.parse(iccid)
        .orElseThrow(() -> new IllegalArgumentException("iccid was not checked"))
        .canonical();
  }

  private static Plan plan(renewals.v1.Plan plan) {
    Validity validity =
        Validity.parse(plan.getValidity())
            .orElseThrow(() -> new IllegalArgumentException("plan.validity was not checked"));
    return new Plan(
        plan.getPlanId(),
        new Period(validity.count(), Period.Unit.valueOf(validity.unit().name())),
        plan.getDataBytes(),
        plan.getValidityPolicy() == renewals.v1.ValidityPolicy.RESET
            ? Plan.Policy.RESET
            : Plan.Policy.STACK);
  }

  private static @Nullable Promotion promotion(renewals.v1.@Nullable Promotion promotion) {
    return promotion == null
        ? null
        : new Promotion(
            promotion.getCode(), promotion.getDiscount(), promotion.getBonusDataBytes());
  }

  private static Money money(renewals.v1.Money money) {
    return new Money(money.getMinorUnits(), money.getCurrency());
  }
}
