package renewals.schemas.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Chars;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import renewals.schemas.contract.Validity.Unit;

class ValidityTest {

  @ParameterizedTest
  @CsvSource({
    "P1D, 1, DAYS",
    "P30D, 30, DAYS",
    "P3660D, 3660, DAYS",
    "P1M, 1, MONTHS",
    "P120M, 120, MONTHS",
    "P1Y, 12, MONTHS",
    "P10Y, 120, MONTHS",
    "P1Y6M, 18, MONTHS",
    "P0Y6M, 6, MONTHS",
    "P01M, 1, MONTHS"
  })
  void shouldReadDaysOrMonths(String written, int count, Unit unit) {
    assertThat(Validity.parse(written)).contains(new Validity(count, unit));
    assertThat(Validity.isWritten(written)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "P",
        "PD",
        "P0D",
        "P3661D",
        "P121M",
        "P11Y",
        "P10Y1M",
        "P0M",
        "P0Y0M",
        "P1M30D",
        "P1D1M",
        "P1Y1D",
        "P1W",
        "PT24H",
        "P1M1Y",
        "P1M1M",
        "P1Y1Y",
        "P1DD",
        "p1M",
        "P1m",
        "P-1M",
        "P1.5M",
        "P1",
        "P1Y6",
        "1M",
        " P1M",
        "P1M ",
        "P100000D",
        "P99999999999999M",
        "P１M"
      })
  void shouldRefuseWhatIsMixedOutOfRangeOrNoPeriod(String written) {
    assertThat(Validity.parse(written)).isEmpty();
    assertThat(Validity.isWritten(written)).isFalse();
  }

  @Property(tries = 5000)
  void shouldAgreeWithThePatternOfTheContract(
      @ForAll @Chars({'0', '1', '9', 'D', 'M', 'Y'}) @StringLength(max = 7) String tail) {
    assertThat(Validity.parse("P" + tail).isPresent()).isEqualTo(isWrittenByPattern("P" + tail));
  }

  @Test
  void shouldRefuseCountsOutOfRange() {
    assertThatThrownBy(() -> new Validity(0, Unit.DAYS))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Validity(121, Unit.MONTHS))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static boolean isWrittenByPattern(String text) {
    var days = java.util.regex.Pattern.compile("P(\\d{1,5})D").matcher(text);
    if (days.matches()) {
      return isWithin(Integer.parseInt(days.group(1)), 3660);
    }
    var months =
        java.util.regex.Pattern.compile("P(?=\\d)(?:(\\d{1,5})Y)?(?:(\\d{1,5})M)?").matcher(text);
    return months.matches() && isWithin(12 * count(months.group(1)) + count(months.group(2)), 120);
  }

  private static int count(String digits) {
    return digits == null ? 0 : Integer.parseInt(digits);
  }

  private static boolean isWithin(int count, int most) {
    return count >= 1 && count <= most;
  }
}
