package renewals.notifier.senders.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import renewals.testing.HandClock;

/** A host that gives no answer is tried by one notice at a time, ever more seldom. */
class HostBreakersTest {

  private static final String HOST = "hooks.example.com";

  private final HandClock clock = new HandClock(Instant.parse("2026-03-02T02:00:00Z"));
  private final HostBreakers breakers = new HostBreakers(clock);

  @Test
  void shouldPauseAHostForHalfAMinuteAfterFiveFailuresInARow() {
    fail(4);
    assertThat(breakers.pausedUntil(HOST)).isEmpty();
    breakers.failed(HOST);

    assertThat(breakers.pausedUntil(HOST)).contains(clock.instant().plusSeconds(30));
    assertThat(breakers.pausedUntil("other.example.com")).isEmpty();
    assertThat(breakers.paused()).isEqualTo(1);
  }

  @Test
  void shouldBeginAnewWithEachAnswer() {
    fail(4);
    breakers.answered(HOST);
    fail(4);

    assertThat(breakers.pausedUntil(HOST)).isEmpty();
  }

  @Test
  void shouldLetOneNoticeTryOnceThePauseIsOver() {
    fail(5);
    clock.advance(Duration.ofSeconds(31));

    assertThat(breakers.pausedUntil(HOST)).isEmpty();
    assertThat(breakers.pausedUntil(HOST)).isPresent();
  }

  @Test
  void shouldLetAnotherTryWhereTheOneThatMayDidNot() {
    fail(5);
    clock.advance(Duration.ofSeconds(31));
    assertThat(breakers.pausedUntil(HOST)).isEmpty();
    breakers.untried(HOST);

    assertThat(breakers.pausedUntil(HOST)).isEmpty();
  }

  @Test
  void shouldPauseTwiceAsLongEachTimeUpToTenMinutes() {
    fail(5);
    for (long seconds : new long[] {30, 60, 120, 240, 480, 600, 600}) {
      assertThat(breakers.pausedUntil(HOST)).contains(clock.instant().plusSeconds(seconds));
      clock.advance(Duration.ofSeconds(seconds + 1));
      assertThat(breakers.pausedUntil(HOST)).isEmpty();
      breakers.failed(HOST);
    }
  }

  @Test
  void shouldTryAllAgainOnceTheHostAnswers() {
    fail(5);
    clock.advance(Duration.ofSeconds(31));
    assertThat(breakers.pausedUntil(HOST)).isEmpty();
    breakers.answered(HOST);

    assertThat(breakers.pausedUntil(HOST)).isEmpty();
    assertThat(breakers.pausedUntil(HOST)).isEmpty();
    assertThat(breakers.paused()).isZero();
  }

  private void fail(int times) {
    for (int i = 0; i < times; i++) {
      assertThat(breakers.pausedUntil(HOST)).isEmpty();
      breakers.failed(HOST);
    }
  }
}
