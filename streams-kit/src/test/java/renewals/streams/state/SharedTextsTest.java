package renewals.streams.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** Texts that come again are one object; every text is read as it was written. */
class SharedTextsTest {

  private static String read(String text) {
    byte[] bytes = ("?" + text + "?").getBytes(StandardCharsets.UTF_8);
    return SharedTexts.of(bytes, 1, bytes.length - 2);
  }

  @Test
  void shouldBeTheSameObjectEachTime() {
    assertThat(read("cmcc")).isEqualTo("cmcc").isSameAs(read("cmcc"));
  }

  @Test
  void shouldReadTextsBeyondAscii() {
    assertThat(read("中国移动")).isEqualTo("中国移动");
    assertThat(read("中国移动")).isEqualTo("中国移动");
  }

  @Test
  void shouldReadTextsThatAreTooLongToKeep() {
    String text = "x".repeat(500);

    assertThat(read(text)).isEqualTo(text);
  }

  @Test
  void shouldReadMoreTextsThanItKeeps() {
    for (int n = 0; n < 20_000; n++) {
      assertThat(read("channel-" + n)).isEqualTo("channel-" + n);
    }
    assertThat(read("channel-0")).isEqualTo("channel-0");
  }
}
