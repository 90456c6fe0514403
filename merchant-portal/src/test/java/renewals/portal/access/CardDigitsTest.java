package renewals.portal.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CardDigitsTest {

  /** Its check digit by Luhn is 8. */
  private static final String NINETEEN = "8986001234567890123";

  private static final String TWENTY = NINETEEN + "8";
  private static final String UNFIT = NINETEEN + "5";
  private static final String LETTERS = "898600123456789012A";

  private static boolean opens(String iccid, String typed) {
    CardDigits digits = CardDigits.of(typed);
    return digits.areEnough() && digits.areOf(iccid);
  }

  @Test
  void shouldTakeBothPrintsOfACardThatWasRequestedWithTwentyDigits() {
    assertThat(opens(TWENTY, "1238")).isTrue();
    assertThat(opens(TWENTY, "0123")).isTrue();
    assertThat(opens(UNFIT, "1235")).as("a real carrier's odd check digit").isTrue();
  }

  @Test
  void shouldTakeBothPrintsOfACardThatWasRequestedWithNineteenDigits() {
    assertThat(opens(NINETEEN, "0123")).isTrue();
    assertThat(opens(NINETEEN, "1238")).isTrue();
  }

  @Test
  void shouldTakeTheWholeNumberIfItIsTheSameCard() {
    assertThat(opens(NINETEEN, "8986 0012 3456 7890 1238")).isTrue();
    assertThat(opens(NINETEEN, UNFIT)).as("same card if the first 19 agree").isTrue();
    assertThat(opens(TWENTY, NINETEEN)).isTrue();
    assertThat(opens(LETTERS, "8986-0012-3456-7890-12a")).isTrue();
  }

  @Test
  void shouldTakeFullWidthFiguresAsAChineseInputMethodTypesThem() {
    assertThat(opens(NINETEEN, "０１２３")).isTrue();
    assertThat(opens(LETTERS, "８９８６—００１２３４５６７８９０１２ａ")).isTrue();
  }

  @Test
  void shouldNotTakeAnotherWholeNumberForItsLastFour() {
    assertThat(opens(TWENTY, "8986001234567800123" + "8")).isFalse();
    assertThat(opens(NINETEEN, "8986001234567800123")).isFalse();
  }

  @Test
  void shouldOpenToNoMoreThanTwoOfTenThousandGuesses() {
    for (String iccid : new String[] {NINETEEN, TWENTY, UNFIT, LETTERS, "-".repeat(20)}) {
      long open =
          IntStream.range(0, 10_000).filter(guess -> opens(iccid, "%04d".formatted(guess))).count();
      assertThat(open).as(iccid).isLessThanOrEqualTo(2);
    }
  }

  @Test
  void shouldNeedFourOfThem() {
    assertThat(CardDigits.of(null).areEnough()).isFalse();
    assertThat(CardDigits.of("123").areEnough()).isFalse();
    assertThat(CardDigits.of("12 3-4").areEnough()).isTrue();
    assertThat(CardDigits.of("12!4").areEnough()).isFalse();
  }
}
