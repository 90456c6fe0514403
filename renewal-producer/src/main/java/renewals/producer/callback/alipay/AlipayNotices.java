package renewals.producer.callback.alipay;

import java.security.PublicKey;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import renewals.producer.callback.notice.Amounts;
import renewals.producer.callback.notice.Freshness;
import renewals.producer.callback.notice.NoticeReader;
import renewals.producer.callback.notice.NoticeTimes;
import renewals.producer.callback.notice.OrderNumbers;
import renewals.producer.callback.notice.OurIds;
import renewals.producer.callback.notice.Payments;
import renewals.producer.callback.notice.RawNotice;
import renewals.producer.callback.notice.Reading;
import renewals.producer.callback.notice.RefusedNoticeException;
import renewals.producer.callback.notice.RefusedNoticeException.Reason;
import renewals.producer.callback.notice.RsaProof;
import renewals.schemas.contract.Violation;
import renewals.v1.Money;
import renewals.v1.PaymentEvent;

/**
 * Reads what Alipay tells: a form that is signed as a whole. A refund comes as the trade's notice
 * once more, with the sum that was given back so far.
 *
 * <p>Source: partners, "Native callbacks of payment channels".
 *
 * @param channelId the channel that speaks
 * @param keys Alipay's, of which any may verify
 * @param appId ours
 * @param sellerId ours
 */
public record AlipayNotices(
    String channelId,
    Supplier<Map<String, PublicKey>> keys,
    String appId,
    String sellerId,
    OrderNumbers orders,
    Freshness freshness)
    implements NoticeReader {

  private static final String REFUND_FEE = "refund_fee";

  @Override
  public Reading read(RawNotice notice, Instant now) throws RefusedNoticeException {
    AlipayForm form = AlipayForm.of(notice.body());
    RsaProof.demand(keys.get().values(), form.signed(), form.signature());
    freshness.demand(NoticeTimes.spaced("notify_time", form.text("notify_time")), now);
    OurIds.demand("app_id", form.text("app_id"), appId);
    OurIds.demand("seller_id", form.text("seller_id"), sellerId);
    Optional<String> renewalId = orders.renewalId(form.text("out_trade_no"));
    return renewalId.isEmpty()
        ? new Reading.Nothing(Reading.Why.ANOTHER_BUSINESS)
        : reading(new Payments(channelId, renewalId.get()), form);
  }

  private static Reading reading(Payments payments, AlipayForm form) throws RefusedNoticeException {
    String status = form.text("trade_status");
    if (form.find(REFUND_FEE).isPresent()) {
      return paidAndRefunded(payments, form);
    }
    return switch (status) {
      case "TRADE_SUCCESS", "TRADE_FINISHED" -> Reading.of(settled(payments, form));
      case "TRADE_CLOSED" -> Reading.of(closed(payments, form));
      case "WAIT_BUYER_PAY" -> Reading.noEvent();
      default ->
          throw new RefusedNoticeException(
              Reason.CONTENT,
              new Violation("trade_status", status, "one that Alipay documents").toString());
    };
  }

  private static Reading paidAndRefunded(Payments payments, AlipayForm form)
      throws RefusedNoticeException {
    PaymentEvent paid = settled(payments, form);
    long refunded = Amounts.yuan(REFUND_FEE, form.text(REFUND_FEE));
    if (refunded == 0) {
      return Reading.of(paid);
    }
    String trade = form.text("trade_no");
    return new Reading.Facts(
        List.of(
            paid,
            payments.refundedSoFar(
                "%s:%d".formatted(trade, refunded),
                trade,
                Amounts.cny(refunded),
                time(form, "gmt_refund"))));
  }

  private static PaymentEvent settled(Payments payments, AlipayForm form)
      throws RefusedNoticeException {
    return payments.settled(form.text("trade_no"), total(form), time(form, "gmt_payment"));
  }

  /** Closed, and nothing given back: it was never paid. */
  private static PaymentEvent closed(Payments payments, AlipayForm form)
      throws RefusedNoticeException {
    String when = form.find("gmt_close").isPresent() ? "gmt_close" : "gmt_create";
    return payments.failed(form.text("trade_no"), total(form), time(form, when));
  }

  private static Money total(AlipayForm form) throws RefusedNoticeException {
    return Amounts.cny(Amounts.yuan("total_amount", form.text("total_amount")));
  }

  private static Instant time(AlipayForm form, String field) throws RefusedNoticeException {
    return NoticeTimes.spaced(field, form.text(field));
  }
}
