package renewals.stack.sandbox;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import renewals.v1.RenewalRequested;

/**
 * What a sandbox's channel and carrier say of a renewal by themselves. The last two digits of the
 * amount say what the channel does, the three digits before the card's check digit what the carrier
 * does; of other amounts and cards they say nothing, and whoever tries something out says it
 * himself.
 *
 * <p>The same request is answered with the same events whenever it is asked again, so that answers
 * given twice are duplicates.
 *
 * <p>Source: docs/partners/sandbox.md, which lists them.
 */
public final class SandboxAnswers {

  private static final Duration SLOW_PAYMENT = Duration.ofHours(2);
  private static final Duration UNTIL_REFUND = Duration.ofDays(1);
  private static final Duration SLOW_REVIEW = Duration.ofHours(3);
  private static final Duration UNTIL_CORRECTED = Duration.ofDays(1);
  private static final Duration OUTAGE = Duration.ofHours(6);

  private static final int HUNDRED = 100;
  private static final int CARD_FROM = 16;
  private static final int CARD_TO = 19;

  /** What the channel does of an amount with these last two digits. */
  private static final Map<Long, Answering> BY_AMOUNT =
      Map.of(
          1L, (to, at) -> Stream.of(payment(to, at, "SETTLED", due(to))),
          2L, (to, at) -> Stream.of(payment(to, at.plus(SLOW_PAYMENT), "SETTLED", due(to))),
          3L,
              (to, at) ->
                  Stream.of(
                      with(payment(to, at, "FAILED", due(to)), "reason", "insufficient funds")),
          4L,
              (to, at) ->
                  Stream.of(
                      payment(to, at, "SETTLED", due(to)),
                      with(
                          payment(to, at.plus(UNTIL_REFUND), "REFUNDED", due(to)),
                          "refundKind",
                          "CANCELLATION")),
          5L, (to, at) -> Stream.of(payment(to, at, "SETTLED", due(to) / 2)));

  /** What the carrier does of a card with these three digits before its check digit. */
  private static final Map<String, Answering> BY_CARD =
      Map.of(
          "001", (to, at) -> Stream.of(review(to, at, "APPROVED")),
          "002", (to, at) -> Stream.of(review(to, at.plus(SLOW_REVIEW), "APPROVED")),
          "003",
              (to, at) ->
                  Stream.of(with(review(to, at, "REJECTED"), "reason", "REAL_NAME_MISSING")),
          "004",
              (to, at) ->
                  Stream.of(
                      with(review(to, at, "REJECTED"), "reason", "REAL_NAME_MISSING"),
                      review(to, at.plus(UNTIL_CORRECTED), "APPROVED")),
          "005",
              (to, at) ->
                  Stream.of(
                      with(status(to, at, "OUTAGE"), "endsAt", at.plus(OUTAGE).toString()),
                      status(to, at.plus(OUTAGE), "NORMAL"),
                      review(to, at.plus(OUTAGE), "APPROVED")));

  private SandboxAnswers() {}

  @FunctionalInterface
  private interface Answering {
    Stream<Answer> to(RenewalRequested request, Instant at);
  }

  /**
   * One of them.
   *
   * @param at when it is said
   * @param event in the contract's JSON
   */
  public record Answer(Instant at, ObjectNode event) {}

  /** All that is said of a request, in no order. */
  public static List<Answer> to(RenewalRequested request, Instant appendedAt) {
    String iccid = request.getIccid();
    String card = iccid.length() < CARD_TO ? "" : iccid.substring(CARD_FROM, CARD_TO);
    Answering nothing = (to, at) -> Stream.of();
    return Stream.concat(
            BY_AMOUNT
                .getOrDefault(Math.floorMod(due(request), (long) HUNDRED), nothing)
                .to(request, appendedAt),
            BY_CARD.getOrDefault(card, nothing).to(request, appendedAt))
        .toList();
  }

  private static long due(RenewalRequested request) {
    return request.getAmountDue().getMinorUnits();
  }

  private static Answer with(Answer answer, String field, String value) {
    return new Answer(answer.at(), answer.event().put(field, value));
  }

  private static Answer payment(RenewalRequested to, Instant at, String status, long minorUnits) {
    ObjectNode event =
        event("payment")
            .put("paymentId", "sandbox-" + to.getRenewalId())
            .put("renewalId", to.getRenewalId())
            .put("channelId", to.getChannelId())
            .put("status", status)
            .put("occurredAt", at.toString());
    event
        .putObject("amount")
        .put("minorUnits", minorUnits)
        .put("currency", to.getAmountDue().getCurrency());
    return new Answer(at, event);
  }

  private static Answer review(RenewalRequested to, Instant at, String outcome) {
    return new Answer(
        at,
        event("carrier-review")
            .put("reviewId", "sandbox-" + outcome + "-" + to.getRenewalId())
            .put("renewalId", to.getRenewalId())
            .put("carrierId", to.getCarrierId())
            .put("outcome", outcome)
            .put("decidedAt", at.toString()));
  }

  /** A later one is of a greater revision, whichever renewal it is said for. */
  private static Answer status(RenewalRequested to, Instant at, String state) {
    return new Answer(
        at,
        event("carrier-status")
            .put("carrierId", to.getCarrierId())
            .put("state", state)
            .put("startsAt", at.toString())
            .put("revision", at.toEpochMilli()));
  }

  private static ObjectNode event(String type) {
    return JsonNodeFactory.instance.objectNode().put("type", type);
  }
}
