package renewals.producer.callback.wechat;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.Arrays;
import java.util.List;
import renewals.producer.callback.ChangedJson;
import renewals.producer.callback.Notices;
import renewals.producer.callback.config.CallbackChannel;
import renewals.testing.channel.ChannelDouble;
import renewals.testing.channel.ChannelDouble.Request;
import renewals.v1.PaymentEvent;

/**
 * Transactions and refunds of any form that WeChat Pay has sealed and signed: R in front is a
 * refund, and {@link ChangedJson} says what the other bytes are.
 */
class WechatPayFuzzTest {

  private static final ChannelDouble.Wechat CHANNEL =
      Notices.channel(ChannelDouble.Wechat.class, "wechat-pay");
  private static final CallbackChannel INTAKE = Notices.configured(CHANNEL);

  private static final String PAID =
      """
      {"mchid":"1900000109","appid":"wxd678efh567hg6787","out_trade_no":"R1",\
      "transaction_id":"4200001","trade_state":"SUCCESS",\
      "success_time":"2026-03-02T09:59:30+08:00","amount":{"total":5000,"currency":"CNY"}}""";

  private static final String REFUNDED =
      """
      {"mchid":"1900000109","out_trade_no":"R1","transaction_id":"4200001","refund_id":"r1",\
      "success_time":"2026-03-02T09:59:30+08:00","amount":{"total":5000,"refund":1}}""";

  @FuzzTest(maxDuration = "1m")
  void shouldSpeakOfItsChannelAlone(byte[] data) {
    boolean isRefund = data.length > 0 && data[0] == 'R';
    Request signed =
        isRefund
            ? CHANNEL.notice(
                "REFUND.SUCCESS",
                "refund",
                ChangedJson.of(REFUNDED, Arrays.copyOfRange(data, 1, data.length)),
                Notices.NOW)
            : CHANNEL.notice(
                "TRANSACTION.SUCCESS", "transaction", ChangedJson.of(PAID, data), Notices.NOW);
    List<PaymentEvent> facts = Notices.factsOrNone(INTAKE, signed);

    assertThat(facts).allSatisfy(Notices::demandOfChannel);
  }
}
