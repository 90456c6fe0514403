package renewals.activation.estimate.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ReestimatePolicyTest {

  private static final Instant NOW = Instant.parse("2026-03-02T00:00:00Z");

  @Test
  void shouldTellIfMoreThanAQuarterOfTheTimeLeftAndTenMinutes() {
    assertThat(tells(120, 151)).isTrue();
    assertThat(tells(120, 89)).isTrue();
  }

  @Test
  void shouldKeepSilentUpToAQuarterOfTheTimeLeft() {
    assertThat(tells(120, 150)).isFalse();
    assertThat(tells(120, 90)).isFalse();
  }

  @Test
  void shouldKeepSilentUnderTenMinutes() {
    assertThat(tells(8, 17)).isFalse();
    assertThat(tells(8, 18)).isTrue();
  }

  @Test
  void shouldTellIfThereIsNoTimeAnyMoreOrOneAgain() {
    assertThat(ReestimatePolicy.isDue(NOW, NOW.plusSeconds(60), null)).isTrue();
    assertThat(ReestimatePolicy.isDue(NOW, null, NOW.plusSeconds(60))).isTrue();
    assertThat(ReestimatePolicy.isDue(NOW, null, null)).isFalse();
  }

  private static boolean tells(long toldMinutes, long nowMinutes) {
    return ReestimatePolicy.isDue(
        NOW, NOW.plus(Duration.ofMinutes(toldMinutes)), NOW.plus(Duration.ofMinutes(nowMinutes)));
  }
}
