package renewals.producer.callback.lakala;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.List;
import renewals.producer.callback.ChangedJson;
import renewals.producer.callback.Notices;
import renewals.producer.callback.config.CallbackChannel;
import renewals.testing.channel.ChannelDouble;
import renewals.testing.channel.ChannelDouble.Request;
import renewals.v1.PaymentEvent;

/** Orders of any form that Lakala has signed: {@link ChangedJson} says what the bytes are. */
class LakalaFuzzTest {

  private static final ChannelDouble.Lakala CHANNEL =
      Notices.channel(ChannelDouble.Lakala.class, "lakala");
  private static final CallbackChannel INTAKE = Notices.configured(CHANNEL);

  private static final String PAID = CHANNEL.paid(Notices.PAYMENT).sentAt(Notices.NOW).body();

  @FuzzTest(maxDuration = "1m")
  void shouldSpeakOfItsChannelAlone(byte[] data) {
    Request signed = CHANNEL.signed(ChangedJson.of(PAID, data), Notices.NOW);
    List<PaymentEvent> facts = Notices.factsOrNone(INTAKE, signed);

    assertThat(facts).allSatisfy(Notices::demandOfChannel);
  }
}
