package renewals.bench.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ScatteredIdTest {

  @Test
  void shouldGiveBackTheNumberOfEachId() {
    for (int number : new int[] {0, 1, 2, 1_234_567, Integer.MAX_VALUE}) {
      assertThat(ScatteredId.numberOf(ScatteredId.of(number))).isEqualTo(number);
    }
  }

  @Test
  void shouldRefuseAnIdThatIsNotOfTheLoad() {
    assertThatThrownBy(() -> ScatteredId.numberOf(ScatteredId.of(1L << 40)))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
