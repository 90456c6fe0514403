package renewals.producer.callback.alipay;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import renewals.producer.callback.Notices;
import renewals.producer.callback.config.CallbackChannel;
import renewals.testing.channel.ChannelDouble;
import renewals.testing.channel.ChannelDouble.Request;
import renewals.v1.PaymentEvent;

/**
 * Forms of any fields that Alipay has signed: those of a payment, with what the fuzzer puts in
 * their place, a name and a value a line; an empty value takes the field away.
 */
class AlipayFuzzTest {

  private static final ChannelDouble.Alipay CHANNEL =
      Notices.channel(ChannelDouble.Alipay.class, "alipay");
  private static final CallbackChannel INTAKE = Notices.configured(CHANNEL);

  @FuzzTest(maxDuration = "1m")
  void shouldSpeakOfItsChannelAlone(byte[] data) {
    Map<String, String> fields =
        new TreeMap<>(ChannelDouble.Alipay.trade(Notices.PAYMENT, "TRADE_SUCCESS", Notices.NOW));
    for (String line : new String(data, UTF_8).split("\n", -1)) {
      int equals = line.indexOf('=');
      if (equals > 0 && equals == line.length() - 1) {
        fields.remove(line.substring(0, equals));
      } else if (equals > 0) {
        fields.put(line.substring(0, equals), line.substring(equals + 1));
      }
    }
    Request signed = CHANNEL.form(fields);
    List<PaymentEvent> facts = Notices.factsOrNone(INTAKE, signed);

    assertThat(facts).allSatisfy(Notices::demandOfChannel);
  }
}
