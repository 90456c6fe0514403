package renewals.streams.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class ThreadDeathsTest {

  private Instant now = Instant.EPOCH;
  private final ThreadDeaths deaths =
      new ThreadDeaths(
          new Clock() {
            @Override
            public ZoneId getZone() {
              return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(ZoneId zone) {
              return this;
            }

            @Override
            public Instant instant() {
              return now;
            }
          });

  @Test
  void shouldStopAfterTooManyInAShortTimeAndNameTheFirst() {
    RuntimeException first = new IllegalStateException("first");
    assertThat(deaths.mayReplace(first)).isTrue();
    for (int i = 1; i < ThreadDeaths.MOST; i++) {
      assertThat(deaths.mayReplace(new IllegalStateException())).isTrue();
    }
    assertThat(deaths.mayReplace(new IllegalStateException())).isFalse();
    assertThat(deaths.first()).isSameAs(first);
  }

  @Test
  void shouldForgetWhatIsLongAgo() {
    for (int i = 0; i < 3 * ThreadDeaths.MOST; i++) {
      assertThat(deaths.mayReplace(new IllegalStateException())).isTrue();
      now = now.plus(ThreadDeaths.LATELY).plus(Duration.ofSeconds(1));
    }
  }

  @Test
  void shouldNeverReplaceAfterAnErrorOfTheMachine() {
    assertThat(deaths.mayReplace(new OutOfMemoryError())).isFalse();
  }
}
