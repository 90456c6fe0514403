package renewals.producer.callback;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static renewals.producer.callback.Notices.NOW;

import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import renewals.producer.callback.config.CallbackChannel;
import renewals.producer.callback.notice.RawNotice;
import renewals.producer.callback.notice.RefusedNoticeException;
import renewals.testing.channel.ChannelDouble;
import renewals.testing.channel.ChannelDouble.Request;

/** Whatever comes, a reader reads or refuses it; nothing else comes out of it. */
class NoiseTest {

  private static final int COUNT = 20_000;
  private static final String ALPHABET = "{}[]\",:=&%+./\\ \n\0aZ09\u00e9\u4e00";

  @ParameterizedTest
  @ValueSource(strings = {"wechat-pay", "alipay", "lakala"})
  void shouldRefuseNoise(String provider) {
    CallbackChannel channel = Notices.configured(Notices.channel(ChannelDouble.class, provider));
    long seed = System.nanoTime();
    Random random = new Random(seed);
    for (int i = 0; i < COUNT; i++) {
      RawNotice notice = new RawNotice(head(random), noise(random).getBytes(UTF_8));
      assertThat(isRefused(channel, notice)).as("seed %d, notice %d", seed, i).isTrue();
    }
  }

  @Test
  void shouldRefuseContentOfAnyFormThatLakalaSigned() {
    ChannelDouble.Lakala lakala = Notices.channel(ChannelDouble.Lakala.class, "lakala");
    CallbackChannel channel = Notices.configured(lakala);
    long seed = System.nanoTime();
    Random random = new Random(seed);
    for (int i = 0; i < 300; i++) {
      Request signed = lakala.signed(noise(random), NOW);
      assertThat(Notices.taken(channel, List.of(signed))).as("seed %d", seed).isZero();
    }
  }

  private static boolean isRefused(CallbackChannel channel, RawNotice notice) {
    try {
      channel.reader().read(notice, NOW);
      return false;
    } catch (RefusedNoticeException e) {
      return true;
    }
  }

  private static Map<String, List<String>> head(Random random) {
    Map<String, List<String>> fields = new TreeMap<>();
    for (String name :
        List.of(
            "Authorization",
            "Wechatpay-Serial",
            "Wechatpay-Signature",
            "Wechatpay-Timestamp",
            "Wechatpay-Nonce")) {
      fields.put(
          name,
          List.of(
              random.nextBoolean()
                  ? noise(random)
                  : "LKLAPI-SHA256withRSA timestamp=\"%s\",nonce_str=\"%s\",signature=\"%s\""
                      .formatted(random.nextInt(), random.nextInt(), noise(random))));
    }
    return fields;
  }

  private static String noise(Random random) {
    StringBuilder text = new StringBuilder();
    for (int length = random.nextInt(60); length > 0; length--) {
      text.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
    }
    return random.nextInt(4) == 0 ? text + "&sign=" + random.nextInt() : text.toString();
  }
}
