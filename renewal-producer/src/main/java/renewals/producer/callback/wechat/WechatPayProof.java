package renewals.producer.callback.wechat;

import java.security.PublicKey;
import java.time.Instant;
import java.util.Map;
import renewals.producer.callback.notice.Freshness;
import renewals.producer.callback.notice.RawNotice;
import renewals.producer.callback.notice.RefusedNoticeException;
import renewals.producer.callback.notice.RefusedNoticeException.Reason;
import renewals.producer.callback.notice.RsaProof;

/** What proves a notice of WeChat Pay, and an answer too. */
final class WechatPayProof {

  private WechatPayProof() {}

  /**
   * Demands that WeChat Pay says it, and now.
   *
   * @param keys the platform's, by serial
   */
  static void demand(
      RawNotice notice, Map<String, PublicKey> keys, Freshness freshness, Instant now)
      throws RefusedNoticeException {
    String serial = notice.only("Wechatpay-Serial");
    String time = notice.only("Wechatpay-Timestamp");
    PublicKey key = keys.get(serial);
    if (key == null) {
      throw new RefusedNoticeException(
          Reason.KEY, "Wechatpay-Serial names no key that is here", serial);
    }
    RsaProof.demand(
        key,
        notice.signedWith(time, notice.only("Wechatpay-Nonce")),
        notice.only("Wechatpay-Signature"));
    freshness.demand(time, now);
  }
}
