package renewals.producer.callback.alipay;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.net.URLEncoder;
import java.security.PublicKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import renewals.producer.callback.notice.Amounts;
import renewals.producer.callback.notice.JsonNotice;
import renewals.producer.callback.notice.NoticeTimes;
import renewals.producer.callback.notice.OurIds;
import renewals.producer.callback.notice.Payments;
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
 * Asks Alipay for a trade, and for its refunds by their numbers: the trade itself doesn't say that
 * some of it went back.
 *
 * <p>Source: partners, "What a channel forgets to send".
 *
 * @param gateway where all questions go
 * @param signer its serial is that of our certificate, empty where Alipay has our bare key
 * @param keys Alipay's, of which any may verify
 * @param refunds how our refund numbers are made
 * @param listsUnnamed whether each paid order is left open for operators, since a part of it that
 *     went back under another number is in no answer
 */
public record AlipayQuery(
    String channelId,
    String gateway,
    RequestSigner signer,
    Supplier<Map<String, PublicKey>> keys,
    String appId,
    NumberTemplates refunds,
    boolean listsUnnamed)
    implements OrderQuery {

  private static final int OK = 200;

  @Override
  public OrderAnswer ask(String renewalId, String order, Exchange exchange, Instant now)
      throws QueryFailedException, RefusedNoticeException {
    ObjectNode wanted = JsonNodeFactory.instance.objectNode().put("out_trade_no", order);
    Optional<JsonNotice> found = ask("alipay.trade.query", wanted, exchange, now);
    if (found.isEmpty()) {
      return OrderAnswer.NOT_FOUND;
    }
    JsonNotice trade = found.get();
    OurIds.demand("out_trade_no", trade.text("out_trade_no"), order);
    boolean isClosed = trade.text("trade_status").equals("TRADE_CLOSED");
    boolean isPaid =
        switch (trade.text("trade_status")) {
          case "TRADE_SUCCESS", "TRADE_FINISHED" -> true;
          default -> isClosed && trade.find("send_pay_date").isPresent();
        };
    return isPaid
        ? paid(new Payments(channelId, renewalId), trade, isClosed, exchange, now)
        : OrderAnswer.NO_EVENT;
  }

  /** A trade that was paid is closed when all of it went back. */
  private OrderAnswer paid(
      Payments payments, JsonNotice trade, boolean isClosed, Exchange exchange, Instant now)
      throws QueryFailedException, RefusedNoticeException {
    String number = trade.text("trade_no");
    String order = trade.text("out_trade_no");
    long total = Amounts.yuan("total_amount", trade.text("total_amount"));
    List<PaymentEvent> facts = new ArrayList<>();
    facts.add(
        payments.settled(
            number,
            Amounts.cny(total),
            NoticeTimes.spaced("send_pay_date", trade.text("send_pay_date"))));
    long soFar = 0;
    for (List<String> numbers : refunds.numbers(order)) {
      for (String wanted : numbers) {
        Optional<JsonNotice> refund = refund(order, wanted, exchange, now);
        if (refund.isEmpty()) {
          break;
        }
        soFar += Amounts.yuan("refund_amount", refund.get().text("refund_amount"));
        String time = refund.get().text("gmt_refund_pay");
        facts.add(
            payments.refundedSoFar(
                "%s:%d".formatted(number, soFar),
                number,
                Amounts.cny(soFar),
                NoticeTimes.spaced("gmt_refund_pay", time)));
      }
    }
    if (soFar < total && (isClosed || listsUnnamed)) {
      String what =
          isClosed ? "closed trade %s as given back" : "names no part of trade %s that went back";
      String known = ", %d of %d fen are known".formatted(soFar, total);
      return OrderAnswer.unknown(facts, "Alipay " + what.formatted(number) + known);
    }
    return OrderAnswer.of(facts);
  }

  /** Empty where there is none, or it hasn't succeeded: Alipay answers so to both. */
  private Optional<JsonNotice> refund(String order, String number, Exchange exchange, Instant now)
      throws QueryFailedException, RefusedNoticeException {
    ObjectNode wanted =
        JsonNodeFactory.instance
            .objectNode()
            .put("out_trade_no", order)
            .put("out_request_no", number);
    wanted.putArray("query_options").add("gmt_refund_pay");
    Optional<JsonNotice> found =
        ask("alipay.trade.fastpay.refund.query", wanted, exchange, now)
            .filter(
                refund -> refund.root().path("refund_status").asText().equals("REFUND_SUCCESS"));
    if (found.isPresent()) {
      OurIds.demand("out_trade_no", found.get().text("out_trade_no"), order);
      OurIds.demand("out_request_no", found.get().text("out_request_no"), number);
    }
    return found;
  }

  private Optional<JsonNotice> ask(String method, ObjectNode wanted, Exchange exchange, Instant now)
      throws QueryFailedException, RefusedNoticeException {
    Exchange.Reply reply =
        exchange.ask(
            new OrderQueryRequest(
                "POST",
                URI.create(gateway),
                Map.of("Content-Type", "application/x-www-form-urlencoded; charset=utf-8"),
                form(method, wanted.toString(), now)));
    if (reply.status() != OK) {
      throw new QueryFailedException("Alipay answers %d".formatted(reply.status()));
    }
    JsonNotice said =
        AlipayAnswer.read(
            method.replace('.', '_') + "_response", reply.content().body(), keys.get().values());
    String code = said.text("code");
    String why = said.find("sub_code").orElse(code);
    if (why.equals("ACQ.TRADE_NOT_EXIST")) {
      return Optional.empty();
    }
    if (!code.equals("10000")) {
      throw new QueryFailedException("Alipay answers " + why);
    }
    return Optional.of(said);
  }

  private String form(String method, String wanted, Instant now) {
    Map<String, String> fields = new TreeMap<>();
    fields.put("app_id", appId);
    fields.put("method", method);
    fields.put("format", "JSON");
    fields.put("charset", "utf-8");
    fields.put("sign_type", "RSA2");
    fields.put("timestamp", NoticeTimes.spaced(now));
    fields.put("version", "1.0");
    fields.put("biz_content", wanted);
    if (!signer.serial().isEmpty()) {
      fields.put("app_cert_sn", signer.serial());
    }
    String signed =
        fields.entrySet().stream()
            .map(field -> field.getKey() + "=" + field.getValue())
            .collect(Collectors.joining("&"));
    fields.put("sign", signer.sign(signed));
    return fields.entrySet().stream()
        .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), UTF_8))
        .collect(Collectors.joining("&"));
  }
}
