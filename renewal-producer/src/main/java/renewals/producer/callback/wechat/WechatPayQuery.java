package renewals.producer.callback.wechat;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;
import java.net.URLEncoder;
import java.security.PublicKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import renewals.producer.callback.notice.Freshness;
import renewals.producer.callback.notice.JsonNotice;
import renewals.producer.callback.notice.OurIds;
import renewals.producer.callback.notice.Payments;
import renewals.producer.callback.notice.Reading;
import renewals.producer.callback.notice.RefusedNoticeException;
import renewals.producer.callback.query.Exchange;
import renewals.producer.callback.query.NumberTemplates;
import renewals.producer.callback.query.OrderAnswer;
import renewals.producer.callback.query.OrderQuery;
import renewals.producer.callback.query.OrderQueryRequest;
import renewals.producer.callback.query.QueryFailedException;
import renewals.producer.callback.query.RequestSigner;
import renewals.v1.PaymentEvent;

/**
 * Asks WeChat Pay for an order, and for its refunds by their numbers where these are known: the
 * order itself says only that there is one.
 *
 * <p>Source: partners, "What a channel forgets to send".
 *
 * @param base of its addresses, without a slash at the end
 * @param keys the platform's, by serial
 * @param freshness how old an answer may be
 * @param refunds how our refund numbers are made
 */
public record WechatPayQuery(
    String channelId,
    String base,
    RequestSigner signer,
    Supplier<Map<String, PublicKey>> keys,
    Freshness freshness,
    String appId,
    String merchantId,
    NumberTemplates refunds)
    implements OrderQuery {

  private static final int OK = 200;
  private static final int NOT_FOUND = 404;

  /** Codes of 404 that are about the order or the refund, and not about us or the address. */
  private static final Set<String> NONE_OF_THAT_NUMBER =
      Set.of("ORDER_NOT_EXIST", "ORDERNOTEXIST", "RESOURCE_NOT_EXISTS");

  @Override
  public OrderAnswer ask(String renewalId, String order, Exchange exchange, Instant now)
      throws QueryFailedException, RefusedNoticeException {
    Optional<JsonNotice> found =
        get("/v3/pay/transactions/out-trade-no/" + encoded(order), exchange, now);
    if (found.isEmpty()) {
      return OrderAnswer.NOT_FOUND;
    }
    JsonNotice paid = found.get();
    paid.demandOurs("mchid", merchantId);
    paid.demandOurs("appid", appId);
    OurIds.demand("out_trade_no", paid.text("out_trade_no"), order);
    Payments payments = new Payments(channelId, renewalId);
    return switch (paid.text("trade_state")) {
      case "SUCCESS" -> OrderAnswer.of(facts(WechatPayNotices.settled(payments, paid)));
      case "REFUND" -> refunded(payments, paid, exchange, now);
      case "REVOKED" -> OrderAnswer.of(facts(WechatPayNotices.revoked(payments, paid)));
      default -> OrderAnswer.NO_EVENT;
    };
  }

  private OrderAnswer refunded(Payments payments, JsonNotice paid, Exchange exchange, Instant now)
      throws QueryFailedException, RefusedNoticeException {
    List<PaymentEvent> facts = new ArrayList<>(facts(WechatPayNotices.settled(payments, paid)));
    String order = paid.text("out_trade_no");
    long total = paid.fen("amount.total");
    long known = 0;
    for (List<String> numbers : refunds.numbers(order)) {
      for (String number : numbers) {
        Optional<JsonNotice> refund =
            get("/v3/refund/domestic/refunds/" + encoded(number), exchange, now);
        if (refund.isEmpty()) {
          break;
        }
        List<PaymentEvent> told = refund(payments, refund.get(), order, number);
        known += told.isEmpty() ? 0 : refund.get().fen("amount.refund");
        facts.addAll(told);
      }
    }
    // the order doesn't say how much went back: only of a whole one is nothing left to know
    return known >= total
        ? OrderAnswer.of(facts)
        : OrderAnswer.unknown(
            facts,
            "WeChat Pay gave back some of order %s: %d of %d fen are known, more may have gone"
                .formatted(order, known, total));
  }

  private static List<PaymentEvent> refund(
      Payments payments, JsonNotice refund, String order, String number)
      throws RefusedNoticeException {
    OurIds.demand("out_trade_no", refund.text("out_trade_no"), order);
    OurIds.demand("out_refund_no", refund.text("out_refund_no"), number);
    if (!refund.text("status").equals("SUCCESS")) {
      return List.of();
    }
    return List.of(
        payments.refunded(
            refund.text("refund_id"),
            refund.text("transaction_id"),
            WechatPayNotices.amount(refund, "amount.refund"),
            WechatPayNotices.successTime(refund.text("success_time"))));
  }

  /** Empty where there is no such thing, which bears no proof; what is there has to be proved. */
  private Optional<JsonNotice> get(String path, Exchange exchange, Instant now)
      throws QueryFailedException, RefusedNoticeException {
    String target = path + "?mchid=" + encoded(merchantId);
    Exchange.Reply reply =
        exchange.ask(
            new OrderQueryRequest(
                "GET",
                URI.create(base + target),
                Map.of(
                    "Accept",
                    "application/json",
                    "Authorization",
                    authorization(target, RequestSigner.nonce(), now)),
                ""));
    if (reply.status() == NOT_FOUND) {
      String code = JsonNotice.of(reply.content().body()).find("code").orElse("no code");
      if (NONE_OF_THAT_NUMBER.contains(code)) {
        return Optional.empty();
      }
      throw new QueryFailedException("WeChat Pay answers 404, " + code);
    }
    if (reply.status() != OK) {
      throw new QueryFailedException("WeChat Pay answers %d".formatted(reply.status()));
    }
    WechatPayProof.demand(reply.content(), keys.get(), freshness, now);
    return Optional.of(JsonNotice.of(reply.content().body()));
  }

  private String authorization(String target, String nonce, Instant now) {
    long time = now.getEpochSecond();
    String path = URI.create(base).getRawPath();
    String signature = signer.sign("GET\n%s%s\n%d\n%s\n\n".formatted(path, target, time, nonce));
    return "WECHATPAY2-SHA256-RSA2048 mchid=\"%s\",nonce_str=\"%s\",signature=\"%s\",timestamp=\"%d\",serial_no=\"%s\""
        .formatted(merchantId, nonce, signature, time, signer.serial());
  }

  private static List<PaymentEvent> facts(Reading reading) {
    return reading instanceof Reading.Facts(List<PaymentEvent> facts) ? facts : List.of();
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, UTF_8).replace("+", "%20");
  }
}
