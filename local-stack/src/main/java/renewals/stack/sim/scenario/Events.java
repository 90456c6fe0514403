package renewals.stack.sim.scenario;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;

/** Events of one renewal in the contract's JSON. */
public final class Events {

  static final long GIGABYTE = 1_000_000_000L;
  static final long DISCOUNT = 500;

  private final String renewalId;
  private final String channelId;
  private final String carrierId;
  private final Instant begun;
  private int payments;
  private int reviews;

  public Events(String renewalId, String channelId, String carrierId, Instant begun) {
    this.renewalId = renewalId;
    this.channelId = channelId;
    this.carrierId = carrierId;
    this.begun = begun;
  }

  public ObjectNode request(Merchant merchant, String iccid, String validity, long due) {
    ObjectNode request =
        event("renewal-requested")
            .put("renewalId", renewalId)
            .put("channelId", channelId)
            .put("carrierId", carrierId)
            .put("merchantId", merchant.id())
            .put("terminalId", "T-" + renewalId)
            .put("iccid", iccid);
    request
        .putObject("plan")
        .put("planId", "plan-" + validity)
        .put("validity", validity)
        .put("dataBytes", 2 * GIGABYTE);
    request.set("amountDue", money(due));
    return request.put("requestedAt", begun.toString());
  }

  static ObjectNode withPromotion(ObjectNode request) {
    request
        .putObject("promotion")
        .put("code", "SPRING")
        .put("discount", DISCOUNT)
        .put("bonusDataBytes", GIGABYTE);
    return request;
  }

  public ObjectNode settled(long amount) {
    return payment("SETTLED", amount);
  }

  ObjectNode failed(long amount) {
    return payment("FAILED", amount).put("reason", "insufficient funds");
  }

  public ObjectNode refunded(long amount, String kind) {
    return payment("REFUNDED", amount).put("refundKind", kind);
  }

  /** A refund that names the payment it gives back. */
  public ObjectNode refunded(long amount, String kind, ObjectNode of) {
    return refunded(amount, kind).put("refundOf", of.path("paymentId").asText());
  }

  /** All that was given back of a payment so far. */
  public ObjectNode refundedSoFar(long amount, ObjectNode of) {
    return refunded(amount, "CANCELLATION", of).put("cumulative", true);
  }

  public ObjectNode approved() {
    return review("APPROVED");
  }

  public ObjectNode rejected() {
    return review("REJECTED").put("reason", "REAL_NAME_MISSING");
  }

  private ObjectNode payment(String status, long amount) {
    payments++;
    ObjectNode payment =
        event("payment")
            .put("paymentId", renewalId + "-p" + payments)
            .put("renewalId", renewalId)
            .put("channelId", channelId)
            .put("status", status);
    payment.set("amount", money(amount));
    return payment.put("occurredAt", begun.plusSeconds(10L * payments).toString());
  }

  /** Each review is later than the one before it, in whatever order they arrive. */
  private ObjectNode review(String outcome) {
    reviews++;
    return event("carrier-review")
        .put("reviewId", renewalId + "-r" + reviews)
        .put("renewalId", renewalId)
        .put("carrierId", carrierId)
        .put("outcome", outcome)
        .put("decidedAt", begun.plusSeconds(60L * reviews).toString());
  }

  private static ObjectNode event(String type) {
    return JsonNodeFactory.instance.objectNode().put("type", type);
  }

  private static ObjectNode money(long minorUnits) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("minorUnits", minorUnits)
        .put("currency", "CNY");
  }
}
