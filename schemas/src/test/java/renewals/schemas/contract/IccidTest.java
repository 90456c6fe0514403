package renewals.schemas.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.regex.Pattern;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Chars;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IccidTest {

  private static final Pattern CANONICAL = Pattern.compile("89[0-9A-F]{17,18}");

  @ParameterizedTest
  @CsvSource({
    "898600D6991330004146, 898600D6991330004146",
    "898600d6991330004146, 898600D6991330004146",
    "8986 00D6 9913 3000 414, 898600D699133000414",
    "8986-00D6-9913-3000-4146, 898600D6991330004146"
  })
  void shouldBringWhatCarriersPrintIntoCanonicalForm(String written, String canonical) {
    assertThat(Iccid.parse(written)).contains(new Iccid(canonical));
    assertThat(Iccid.isWritten(written)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "89",
        "898600D69913300041",
        "898600D69913300041467",
        "888600D6991330004146",
        "898600G6991330004146",
        "898600D6991330004146\n",
        "898600D699133000４146",
        "8986_00D6991330004146"
      })
  void shouldRefuseWhatIsNoCardNumber(String written) {
    assertThat(Iccid.parse(written)).isEmpty();
    assertThat(Iccid.isWritten(written)).isFalse();
    assertThatThrownBy(() -> new Iccid(written)).isInstanceOf(IllegalArgumentException.class);
  }

  @Property(tries = 2000)
  void shouldAgreeWithThePatternOfTheRules(
      @ForAll @Chars({'8', '9', '0', 'A', 'f', 'F', ' ', '-', 'G'}) @StringLength(max = 24)
          String tail) {
    String written = "89" + tail;
    String canonical = written.replaceAll("[ -]", "").toUpperCase(java.util.Locale.ROOT);
    boolean expected = CANONICAL.matcher(canonical).matches();

    assertThat(Iccid.isWritten(written)).isEqualTo(expected);
    assertThat(Iccid.parse(written).map(Iccid::canonical))
        .isEqualTo(
            expected ? java.util.Optional.of(canonical) : java.util.Optional.<String>empty());
  }

  @Test
  void shouldBeTheSameCardWithAndWithoutItsCheckDigit() {
    assertThat(new Iccid("898600D6991330004146").cardKey())
        .isEqualTo(new Iccid("898600D699133000414").cardKey());
  }

  @ParameterizedTest
  @CsvSource({
    "89860000000000000001, true",
    "89860000000000000002, false",
    "8986000000000000000, true",
    "898600D6991330004147, true"
  })
  void shouldCheckTheLuhnDigitWhereThereIsOneAndAllAreDigits(String iccid, boolean fits) {
    assertThat(new Iccid(iccid).luhnFits()).isEqualTo(fits);
  }

  @Test
  void shouldMaskAllButTheEnds() {
    assertThat(new Iccid("898600D6991330004146").masked()).isEqualTo("898600…4146");
  }
}
