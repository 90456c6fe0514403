package renewals.producer.callback.wechat;

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
import renewals.producer.callback.notice.OurIds;
import renewals.producer.callback.notice.Payments;
import renewals.producer.callback.notice.RawNotice;
import renewals.producer.callback.notice.Reading;
import renewals.producer.callback.notice.RefusedNoticeException;
import renewals.v1.Money;

/**
 * Reads what WeChat Pay tells: signed by the platform, and its content encrypted for the merchant.
 *
 * <p>Source: partners, "Native callbacks of payment channels".
 *
 * @param channelId the channel that speaks
 * @param keys the platform's, by serial or {@code PUB_KEY_ID_…}; two count while one follows the
 *     other
 * @param box opens the content
 * @param appId ours
 * @param merchantId ours
 */
public record WechatPayNotices(
    String channelId,
    Supplier<Map<String, PublicKey>> keys,
    ResourceBox box,
    String appId,
    String merchantId,
    OrderNumbers orders,
    Freshness freshness)
    implements NoticeReader {

  private static final String PAID = "TRANSACTION.SUCCESS";
  private static final String REFUNDED = "REFUND.SUCCESS";

  @Override
  public Reading read(RawNotice notice, Instant now) throws RefusedNoticeException {
    WechatPayProof.demand(notice, keys.get(), freshness, now);
    JsonNotice envelope = JsonNotice.of(notice.body());
    return switch (envelope.text("event_type")) {
      case PAID -> transaction(box.open(envelope));
      case REFUNDED -> refund(box.open(envelope));
      default -> Reading.noEvent();
    };
  }

  private Reading transaction(JsonNotice paid) throws RefusedNoticeException {
    demandOurs(paid);
    Optional<String> renewalId = orders.renewalId(paid.text("out_trade_no"));
    if (renewalId.isEmpty()) {
      return new Reading.Nothing(Reading.Why.ANOTHER_BUSINESS);
    }
    Payments payments = new Payments(channelId, renewalId.get());
    return switch (paid.text("trade_state")) {
      case "SUCCESS" -> settled(payments, paid);
      case "REVOKED" -> revoked(payments, paid);
      default -> Reading.noEvent();
    };
  }

  static Reading settled(Payments payments, JsonNotice paid) throws RefusedNoticeException {
    return Reading.of(
        payments.settled(
            paid.text("transaction_id"), total(paid), successTime(paid.text("success_time"))));
  }

  /** What was paid was given back as a whole, without a refund of its own. */
  static Reading revoked(Payments payments, JsonNotice revoked) throws RefusedNoticeException {
    Optional<String> payment = revoked.find("transaction_id");
    Optional<String> time = revoked.find("success_time");
    if (payment.isEmpty() || time.isEmpty()) {
      return Reading.noEvent();
    }
    return Reading.of(
        payments.refundedSoFar(
            payment.get() + ":revoked", payment.get(), total(revoked), successTime(time.get())));
  }

  private Reading refund(JsonNotice refund) throws RefusedNoticeException {
    demandOurs(refund);
    Optional<String> renewalId = orders.renewalId(refund.text("out_trade_no"));
    if (renewalId.isEmpty()) {
      return new Reading.Nothing(Reading.Why.ANOTHER_BUSINESS);
    }
    return Reading.of(
        new Payments(channelId, renewalId.get())
            .refunded(
                refund.text("refund_id"),
                refund.text("transaction_id"),
                amount(refund, "amount.refund"),
                successTime(refund.text("success_time"))));
  }

  private void demandOurs(JsonNotice content) throws RefusedNoticeException {
    content.demandOurs("mchid", merchantId);
    Optional<String> app = content.find("appid");
    if (app.isPresent()) {
      OurIds.demand("appid", app.get(), appId);
    }
  }

  private static Money total(JsonNotice paid) throws RefusedNoticeException {
    return amount(paid, "amount.total");
  }

  /** In the currency that it says; refunds usually say none, and are in the channel's own. */
  static Money amount(JsonNotice content, String path) throws RefusedNoticeException {
    return Amounts.money(
        content.fen(path), "amount.currency", content.find("amount.currency").orElse(Amounts.CNY));
  }

  static Instant successTime(String given) throws RefusedNoticeException {
    return NoticeTimes.rfc3339("success_time", given);
  }
}
