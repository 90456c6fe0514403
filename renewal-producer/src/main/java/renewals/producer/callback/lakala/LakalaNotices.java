package renewals.producer.callback.lakala;

import java.security.PublicKey;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import renewals.producer.callback.notice.Amounts;
import renewals.producer.callback.notice.Freshness;
import renewals.producer.callback.notice.JsonNotice;
import renewals.producer.callback.notice.NoticeReader;
import renewals.producer.callback.notice.NoticeTimes;
import renewals.producer.callback.notice.OrderNumbers;
import renewals.producer.callback.notice.Payments;
import renewals.producer.callback.notice.RawNotice;
import renewals.producer.callback.notice.Reading;
import renewals.producer.callback.notice.RefusedNoticeException;
import renewals.producer.callback.notice.RsaProof;

/**
 * Reads what Lakala's cashier tells.
 *
 * <p>Source: partners, "Native callbacks of payment channels".
 *
 * @param channelId the channel that speaks
 * @param keys Lakala's, of which any may verify: a notice names none
 * @param merchantNo ours
 */
public record LakalaNotices(
    String channelId,
    Supplier<Map<String, PublicKey>> keys,
    String merchantNo,
    OrderNumbers orders,
    Freshness freshness)
    implements NoticeReader {

  private static final String TRADE_TYPE = "order_trade_info.trade_type";
  private static final String TRADE_TIME = "order_trade_info.trade_time";
  private static final String TRADE_AMOUNT = "order_trade_info.trade_amount";
  private static final String PAID = "2";
  private static final String FAILED = "3";
  private static final String EXPIRED = "4";

  @Override
  public Reading read(RawNotice notice, Instant now) throws RefusedNoticeException {
    LakalaProof proof = LakalaProof.of(notice.only("Authorization"));
    RsaProof.demand(
        keys.get().values(),
        notice.signedWith(proof.timestamp(), proof.nonce()),
        proof.signature());
    freshness.demand(proof.timestamp(), now);
    JsonNotice order = JsonNotice.of(notice.body());
    order.demandOurs("merchant_no", merchantNo);
    Optional<String> renewalId = orders.renewalId(order.text("out_order_no"));
    return renewalId.isEmpty()
        ? new Reading.Nothing(Reading.Why.ANOTHER_BUSINESS)
        : reading(new Payments(channelId, renewalId.get()), order);
  }

  private static Reading reading(Payments payments, JsonNotice order)
      throws RefusedNoticeException {
    String trade = order.find(TRADE_TYPE).orElse("");
    if (trade.equals("REFUND") || trade.equals("CANCEL")) {
      return Reading.of(
          payments.refunded(
              order.text("order_trade_info.trade_no"),
              order.text("pay_order_no"),
              Amounts.cny(order.fen(TRADE_AMOUNT)),
              tradeTime(order)));
    }
    return switch (order.text("order_status")) {
      case PAID ->
          trade.equals("PAY")
              ? Reading.of(
                  payments.settled(
                      order.text("pay_order_no"),
                      Amounts.cny(order.fen(TRADE_AMOUNT)),
                      tradeTime(order)))
              : Reading.noEvent();
      case FAILED, EXPIRED -> failed(payments, order);
      default -> Reading.noEvent();
    };
  }

  /** An order that nobody tried to pay has no trade, and so no time but its own. */
  private static Reading failed(Payments payments, JsonNotice order) throws RefusedNoticeException {
    String when = order.find(TRADE_TIME).isPresent() ? TRADE_TIME : "order_create_time";
    return Reading.of(
        payments.failed(
            order.text("pay_order_no"),
            Amounts.cny(order.fen("total_amount")),
            NoticeTimes.compact(when, order.text(when))));
  }

  private static Instant tradeTime(JsonNotice order) throws RefusedNoticeException {
    return NoticeTimes.compact(TRADE_TIME, order.text(TRADE_TIME));
  }
}
