package renewals.producer.callback.lakala;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.security.PublicKey;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import renewals.producer.callback.notice.Amounts;
import renewals.producer.callback.notice.Freshness;
import renewals.producer.callback.notice.JsonNotice;
import renewals.producer.callback.notice.NoticeTimes;
import renewals.producer.callback.notice.OurIds;
import renewals.producer.callback.notice.Payments;
import renewals.producer.callback.notice.RawNotice;
import renewals.producer.callback.notice.RefusedNoticeException;
import renewals.producer.callback.notice.RsaProof;
import renewals.producer.callback.query.Exchange;
import renewals.producer.callback.query.OrderAnswer;
import renewals.producer.callback.query.OrderQuery;
import renewals.producer.callback.query.OrderQueryRequest;
import renewals.producer.callback.query.QueryFailedException;
import renewals.producer.callback.query.RequestSigner;
import renewals.v1.PaymentEvent;

/**
 * Asks Lakala for an order. What went back of it has no number there, so that stays open.
 *
 * <p>Source: partners, "What a channel forgets to send".
 *
 * @param base of its addresses, without a slash at the end
 * @param keys Lakala's, of which any may verify
 * @param freshness how old an answer may be
 * @param appId ours at its open platform
 */
public record LakalaQuery(
    String channelId,
    String base,
    RequestSigner signer,
    Supplier<Map<String, PublicKey>> keys,
    Freshness freshness,
    String appId,
    String merchantNo)
    implements OrderQuery {

  private static final int OK = 200;
  private static final String SUCCESS = "BBS00000";

  /**
   * It isn't paid, as its trading system says it, or under way: what becomes of it, the next
   * question tells. None of them says that there is no such order, so a range of numbers ends at
   * none of them: behind an attempt that was left a later one may be paid.
   */
  private static final Set<String> OPEN = Set.of("BBS11114", "BBS10000", "BBS11105", "BBS11112");

  private static final String PAYMENT_ID = "resp_data.pay_order_no";

  @Override
  public OrderAnswer ask(String renewalId, String order, Exchange exchange, Instant now)
      throws QueryFailedException, RefusedNoticeException {
    JsonNotice answer = ask(order, exchange, now);
    String code = answer.text("code");
    if (OPEN.contains(code)) {
      return OrderAnswer.NO_EVENT;
    }
    if (!code.equals(SUCCESS)) {
      throw new QueryFailedException("Lakala answers %s to order %s".formatted(code, order));
    }
    answer.demandOurs("resp_data.merchant_no", merchantNo);
    OurIds.demand("resp_data.out_trade_no", answer.text("resp_data.out_trade_no"), order);
    return switch (answer.text("resp_data.trade_state")) {
      case "SUCCESS" -> paid(renewalId, order, answer, Optional.empty());
      case "PART_REFUND", "REFUND", "REVOKED" ->
          paid(
              renewalId,
              order,
              answer,
              Optional.of(
                  "Lakala gave back some of order %s, nobody knows how much".formatted(order)));
      default -> OrderAnswer.NO_EVENT;
    };
  }

  /** A payment is known by the number that its notice bears; under another it would count twice. */
  private OrderAnswer paid(
      String renewalId, String order, JsonNotice answer, Optional<String> unknown)
      throws RefusedNoticeException {
    Optional<String> paymentId = answer.find(PAYMENT_ID);
    if (paymentId.isEmpty()) {
      return OrderAnswer.unknown(
          List.of(),
          "Lakala says that order %s is paid, and not under which pay_order_no".formatted(order));
    }
    PaymentEvent settled =
        new Payments(channelId, renewalId)
            .settled(
                paymentId.get(),
                Amounts.cny(answer.fen("resp_data.total_amount")),
                NoticeTimes.compact("trade_time", answer.text("resp_data.trade_time")));
    return new OrderAnswer(true, List.of(settled), unknown);
  }

  private JsonNotice ask(String order, Exchange exchange, Instant now)
      throws QueryFailedException, RefusedNoticeException {
    ObjectNode wanted = JsonNodeFactory.instance.objectNode();
    wanted.put("req_time", NoticeTimes.compact(now)).put("version", "3.0");
    wanted.putObject("req_data").put("merchant_no", merchantNo).put("out_trade_no", order);
    String body = wanted.toString();
    Exchange.Reply reply =
        exchange.ask(
            new OrderQueryRequest(
                "POST",
                URI.create(base + "/api/v3/labs/query/tradequery"),
                Map.of(
                    "Content-Type",
                    "application/json; charset=utf-8",
                    "Authorization",
                    authorization(body, RequestSigner.nonce(), now)),
                body));
    if (reply.status() != OK) {
      throw new QueryFailedException("Lakala answers %d".formatted(reply.status()));
    }
    verify(reply.content(), now);
    return JsonNotice.of(reply.content().body());
  }

  private void verify(RawNotice answer, Instant now) throws RefusedNoticeException {
    String time = answer.only("Lklapi-Timestamp");
    OurIds.demand("Lklapi-Appid", answer.only("Lklapi-Appid"), appId);
    String head = "%s\n%s\n%s".formatted(appId, answer.only("Lklapi-Serial"), time);
    RsaProof.demand(
        keys.get().values(),
        answer.signedWith(head, answer.only("Lklapi-Nonce")),
        answer.only("Lklapi-Signature"));
    freshness.demand(time, now);
  }

  private String authorization(String body, String nonce, Instant now) {
    long time = now.getEpochSecond();
    String signature =
        signer.sign("%s\n%s\n%d\n%s\n%s\n".formatted(appId, signer.serial(), time, nonce, body));
    return "LKLAPI-SHA256withRSA appid=\"%s\",serial_no=\"%s\",timestamp=\"%d\",nonce_str=\"%s\",signature=\"%s\""
        .formatted(appId, signer.serial(), time, nonce, signature);
  }
}
