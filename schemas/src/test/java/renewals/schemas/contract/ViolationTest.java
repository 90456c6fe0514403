package renewals.schemas.contract;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ViolationTest {

  @Test
  void shouldSayFieldValueAndExpectationOnOneLine() {
    assertThat(new Violation("amount", "a\r\nb\u2028c\u202Ed", "x"))
        .hasToString("amount is a\uFFFD\uFFFDb\uFFFDc\uFFFDd, expected x");
  }

  @Test
  void shouldShortenLongValuesWithoutCuttingACharacterInTwo() {
    String given = new Violation("f", "\uD83D\uDE00".repeat(200), "x").given();

    assertThat(given).isEqualTo("\uD83D\uDE00".repeat(80) + "…");
  }

  @Test
  void shouldShortenLongFieldNamesThatSendersMadeUp() {
    assertThat(new Violation("x".repeat(10_000), "1", "x").field()).hasSize(81);
  }
}
