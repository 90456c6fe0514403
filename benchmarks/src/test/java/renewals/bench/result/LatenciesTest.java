package renewals.bench.result;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class LatenciesTest {

  private final Latencies latencies = new Latencies(101);

  @Test
  void shouldCountFromTheMomentAnEventWasDueAndFromItsAcknowledgement() {
    for (int millis = 1; millis <= 100; millis++) {
      latencies.add(millis * 1_000_000L, millis * 500_000L);
    }

    assertThat(latencies.sinceDue(50)).isCloseTo(50, within(0.1));
    assertThat(latencies.sinceDue(99)).isCloseTo(99, within(0.1));
    assertThat(latencies.sinceAcknowledged(50)).isCloseTo(25, within(0.1));
  }

  @Test
  void shouldSayWhatIsMissing() {
    latencies.add(1, 1);

    assertThat(latencies.missing()).isEqualTo(100);
    assertThat(latencies.isComplete()).isFalse();
  }

  @Test
  void shouldTakeWhatWasReadBeforeItsAcknowledgementAsNoTime() {
    latencies.add(1_000_000, -1);

    assertThat(latencies.sinceAcknowledged(100)).isZero();
  }
}
