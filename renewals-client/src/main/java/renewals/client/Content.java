package renewals.client;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.apache.avro.specific.SpecificRecord;
import renewals.schemas.TrustedTypes;
import renewals.schemas.contract.Iccid;
import renewals.schemas.json.EventJson;
import renewals.v1.CardStatus;
import renewals.v1.CardUsage;
import renewals.v1.CarrierReview;
import renewals.v1.PaymentEvent;
import renewals.v1.PaymentStatus;
import renewals.v1.Plan;
import renewals.v1.RefundKind;
import renewals.v1.RenewalRequested;
import renewals.v1.ValidityPolicy;

/**
 * What an event says, by which "same content" is decided.
 *
 * <p>Source: rule 1: equal after canonical card number, instants in milliseconds and defaults; null
 * is absent.
 */
public final class Content {

  static {
    TrustedTypes.install();
  }

  private static final int SHORT_BYTES = 8;
  private static final int HALF_BYTES = 16;

  private Content() {}

  /** A digest that is the same for the same content. */
  public static ByteBuffer digestOf(SpecificRecord event) {
    return ByteBuffer.wrap(sha256(event)).asReadOnlyBuffer();
  }

  /** The first 8 bytes of the digest in hexadecimal. */
  static String shortDigestOf(SpecificRecord event) {
    return HexFormat.of().formatHex(sha256(event), 0, SHORT_BYTES);
  }

  /** The first half of the digest in hexadecimal: 32 characters. */
  static String halfDigestOf(SpecificRecord event) {
    return HexFormat.of().formatHex(sha256(event), 0, HALF_BYTES);
  }

  private static byte[] sha256(SpecificRecord event) {
    String json = EventJson.write(canonical(event));
    try {
      return MessageDigest.getInstance("SHA-256").digest(json.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("cannot happen: every JDK has SHA-256", e);
    }
  }

  private static SpecificRecord canonical(SpecificRecord event) {
    return switch (event) {
      case RenewalRequested request -> canonical(request);
      case PaymentEvent payment -> canonical(payment);
      case CarrierReview review -> canonical(review);
      case CardUsage usage ->
          CardUsage.newBuilder(usage).setIccid(Iccid.keyOf(usage.getIccid())).build();
      case CardStatus status ->
          CardStatus.newBuilder(status).setIccid(Iccid.keyOf(status.getIccid())).build();
      default -> event;
    };
  }

  private static RenewalRequested canonical(RenewalRequested request) {
    Plan plan = Plan.newBuilder(request.getPlan()).build();
    if (plan.getValidityPolicy() == null) {
      plan.setValidityPolicy(ValidityPolicy.STACK);
    }
    return RenewalRequested.newBuilder(request)
        .setIccid(Iccid.keyOf(request.getIccid()))
        .setPlan(plan)
        .build();
  }

  private static PaymentEvent canonical(PaymentEvent payment) {
    boolean implied =
        payment.getStatus() == PaymentStatus.REFUNDED && payment.getRefundKind() == null;
    boolean single = Boolean.FALSE.equals(payment.getCumulative());
    if (!implied && !single) {
      return payment;
    }
    PaymentEvent.Builder canonical = PaymentEvent.newBuilder(payment);
    if (implied) {
      canonical.setRefundKind(RefundKind.CANCELLATION);
    }
    if (single) {
      canonical.setCumulative(null);
    }
    return canonical.build();
  }

  /** OTHER equals any reason, so whether two reasons differ is left to the stream. */
  private static CarrierReview canonical(CarrierReview review) {
    CarrierReview.Builder canonical = CarrierReview.newBuilder(review).setReason(null);
    if (review.getIccid() != null) {
      canonical.setIccid(Iccid.keyOf(review.getIccid()));
    }
    return canonical.build();
  }
}
