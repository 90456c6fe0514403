package renewals.notifier.senders.sms;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class SubmitPaceTest {

  private static final Duration LONG = Duration.ofSeconds(10);

  private final AtomicLong nanos = new AtomicLong(-5_000_000_000L);
  private final SubmitPace pace = new SubmitPace(10, nanos::get);

  @Test
  void shouldSpaceTurnsEvenly() {
    assertThat(pace.turn(LONG)).contains(Duration.ZERO);
    assertThat(pace.turn(LONG)).contains(Duration.ofMillis(100));
    assertThat(pace.turn(LONG)).contains(Duration.ofMillis(200));
  }

  @Test
  void shouldNotSaveUpTurnsThatNobodyTook() {
    pass(Duration.ofSeconds(10));

    assertThat(pace.turn(LONG)).contains(Duration.ZERO);
    assertThat(pace.turn(LONG)).contains(Duration.ofMillis(100));
  }

  @Test
  void shouldTakeNoTurnThatComesTooLate() {
    pace.turn(LONG);

    assertThat(pace.turn(Duration.ofMillis(50))).isEmpty();
    assertThat(pace.turn(LONG)).contains(Duration.ofMillis(100));
  }

  @Test
  void shouldPauseTwiceAsLongEachTimeUpToHalfAMinute() {
    Duration expected = Duration.ofSeconds(1);
    for (int n = 0; n < 8; n++) {
      assertThat(pace.throttled()).isEqualTo(expected);
      assertThat(pace.turn(Duration.ZERO)).isEmpty();
      pass(expected);
      assertThat(pace.turn(Duration.ZERO)).contains(Duration.ZERO);
      expected = expected.multipliedBy(2);
      expected = expected.compareTo(Duration.ofSeconds(30)) > 0 ? Duration.ofSeconds(30) : expected;
    }
  }

  @Test
  void shouldCountAnswersToWhatWasUnderWayTogetherOnce() {
    pace.throttled();
    pass(Duration.ofMillis(10));

    assertThat(pace.throttled()).isEqualTo(Duration.ofMillis(990));
  }

  @Test
  void shouldBeginWithTheShortestPauseAgainOnceOneWasTaken() {
    pace.throttled();
    pass(Duration.ofSeconds(1));
    pace.taken();

    assertThat(pace.throttled()).isEqualTo(Duration.ofSeconds(1));
  }

  private void pass(Duration time) {
    nanos.addAndGet(time.toNanos());
  }
}
