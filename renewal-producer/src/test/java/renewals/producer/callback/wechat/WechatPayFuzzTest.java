package renewals.producer.callback.wechat;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.List;
import renewals.producer.callback.Notices;
import renewals.producer.callback.config.CallbackChannel;
import renewals.testing.channel.ChannelDouble;
import renewals.testing.channel.ChannelDouble.Request;
import renewals.v1.PaymentEvent;

/**
 * Transactions and refunds of any form that WeChat Pay has sealed and signed: R in front is a
 * refund.
 */
class WechatPayFuzzTest {

  private static final ChannelDouble.Wechat CHANNEL =
      Notices.channel(ChannelDouble.Wechat.class, "wechat-pay");
  private static final CallbackChannel INTAKE = Notices.configured(CHANNEL);

  @FuzzTest(maxDuration = "1m")
  void shouldSpeakOfItsChannelAlone(byte[] data) {
    String content = new String(data, UTF_8);
    boolean isRefund = content.startsWith("R");
    Request signed =
        CHANNEL.notice(
            isRefund ? "REFUND.SUCCESS" : "TRANSACTION.SUCCESS",
            isRefund ? "refund" : "transaction",
            isRefund ? content.substring(1) : content,
            Notices.NOW);
    List<PaymentEvent> facts = Notices.factsOrNone(INTAKE, signed);

    assertThat(facts).allSatisfy(Notices::demandOfChannel);
  }
}
