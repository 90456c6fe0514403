package renewals.producer.callback.lakala;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.List;
import renewals.producer.callback.Notices;
import renewals.producer.callback.config.CallbackChannel;
import renewals.testing.channel.ChannelDouble;
import renewals.testing.channel.ChannelDouble.Request;
import renewals.v1.PaymentEvent;

/** Orders of any form that Lakala has signed. */
class LakalaFuzzTest {

  private static final ChannelDouble.Lakala CHANNEL =
      Notices.channel(ChannelDouble.Lakala.class, "lakala");
  private static final CallbackChannel INTAKE = Notices.configured(CHANNEL);

  @FuzzTest(maxDuration = "1m")
  void shouldSpeakOfItsChannelAlone(byte[] data) {
    Request signed = CHANNEL.signed(new String(data, UTF_8), Notices.NOW);
    List<PaymentEvent> facts = Notices.factsOrNone(INTAKE, signed);

    assertThat(facts).allSatisfy(Notices::demandOfChannel);
  }
}
