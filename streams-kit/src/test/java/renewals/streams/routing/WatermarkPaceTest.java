package renewals.streams.routing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class WatermarkPaceTest {

  private final WatermarkPace pace = new WatermarkPace(Duration.ofMillis(100));

  @Test
  void shouldTellThoseThatAreAStepAheadOfTheLastOneTold() {
    assertThat(LongStream.of(500, 599, 600, 86_400_000, 86_400_099).filter(pace::tells))
        .containsExactly(500L, 600L, 86_400_000L);
  }

  @Test
  void shouldTellNoneThatIsNotKnown() {
    assertThat(pace.tells(Long.MIN_VALUE)).isFalse();
  }
}
