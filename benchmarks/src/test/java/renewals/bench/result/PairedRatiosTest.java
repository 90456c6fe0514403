package renewals.bench.result;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PairedRatiosTest {

  @Test
  void shouldDivideWithinPairsSoThatDriftCancelsOut() {
    List<Double> undisturbed = figures(1, 2, 4, 8, 16, 32, 64);
    List<Double> disturbed = undisturbed.stream().map(figure -> figure * 1.25).toList();

    PairedRatios ratios = PairedRatios.of(disturbed, undisturbed);

    assertThat(ratios.median()).isEqualTo(1.25);
    assertThat(ratios.isDifference()).isTrue();
  }

  @Test
  void shouldCallALittleWithinTheSpreadNoDifference() {
    PairedRatios ratios = PairedRatios.of(figures(0.8, 1.3, 1.1, 0.9, 1.2, 1.02, 0.95), ones(7));

    assertThat(ratios.median()).isEqualTo(1.02);
    assertThat(ratios.isDifference()).isFalse();
    assertThat(ratios.text())
        .isEqualTo(
            "1.020 (half of 7 pairs 0.93 to 1.15; median 95 % sure 0.80 to 1.30: no difference)");
    assertThat(ratios.atMost("p99", 1.05).reached()).isTrue();
    assertThat(ratios.atMost("p99", 1.01).reached()).isFalse();
  }

  @Test
  void shouldLeaveOutOfTwelveTwoAtEitherEnd() {
    PairedRatios ratios = PairedRatios.of(figures(12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1), ones(12));

    assertThat(ratios.atLeast()).isEqualTo(3);
    assertThat(ratios.atMost()).isEqualTo(10);
    assertThat(ratios.median()).isEqualTo(6.5);
  }

  @Test
  void shouldHoldTheTrueMedianNineteenTimesOfTwenty() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    int held = 0;
    int experiments = 4_000;
    for (int i = 0; i < experiments; i++) {
      List<Double> found =
          IntStream.range(0, 16).mapToObj(pair -> Math.exp(random.nextGaussian())).toList();
      PairedRatios ratios = PairedRatios.of(found, ones(16));
      held += ratios.atLeast() <= 1 && ratios.atMost() >= 1 ? 1 : 0;
    }

    assertThat(held / (double) experiments).as("seed " + seed).isCloseTo(0.979, within(0.015));
  }

  @Test
  void shouldRefuseFewerThanSevenPairs() {
    assertThatThrownBy(() -> PairedRatios.of(ones(6), ones(6)))
        .hasMessage("6 figures and 6 undisturbed, expected as many of each and 7 at least");
  }

  private static List<Double> figures(double... figures) {
    return Arrays.stream(figures).boxed().toList();
  }

  private static List<Double> ones(int count) {
    return IntStream.range(0, count).mapToObj(i -> 1.0).toList();
  }
}
