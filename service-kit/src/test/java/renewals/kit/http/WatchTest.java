package renewals.kit.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import renewals.kit.http.Watch.Verdict;

/** Whoever is late is ended, and nobody gets away because the end came at a bad moment. */
class WatchTest {

  private static final RequestPace PACE =
      new RequestPace(Duration.ofSeconds(1), 1_000, Duration.ofSeconds(2));

  private long now = 0;
  private final Watch watch = new Watch(new Silent(), PACE, () -> now);

  @Test
  void shouldBeLateOnce() {
    assertThat(after(1)).isEqualTo(Verdict.FINE);
    assertThat(after(3)).isEqualTo(Verdict.LATE);
    assertThat(after(3)).isEqualTo(Verdict.FINE);
  }

  @Test
  void shouldLeaveAloneWhomNobodyWaitsForAfterItsEnd() {
    after(3);
    watch.came();

    assertThat(after(100)).isEqualTo(Verdict.FINE);
  }

  @Test
  void shouldEndOnceMoreWhoIsWaitedForAfterItsEnd() {
    after(3);
    watch.came();
    watch.wanted();

    assertThat(after(3)).isEqualTo(Verdict.FINE);
    assertThat(after(4)).isEqualTo(Verdict.UNHEARD);
  }

  @Test
  void shouldEndOnceMoreWhoKeepsSendingByteByByte() {
    after(3);

    for (int bytes = 0; bytes < 30; bytes++) {
      watch.came();
      watch.wanted();
      now += PACE.grace().dividedBy(20).toNanos();
      if (watch.judge() == Verdict.UNHEARD) {
        return;
      }
    }
    throw new AssertionError("whoever sends a byte now and then is never ended");
  }

  @Test
  void shouldCutWhomNoEndReaches() {
    after(3);
    after(5);
    after(7);

    assertThat(after(9)).isEqualTo(Verdict.DEAF);
  }

  @Test
  void shouldTimeTheNextPartAnew() {
    after(3);
    watch.waiting();

    assertThat(after(4)).isEqualTo(Verdict.FINE);
    assertThat(after(6)).isEqualTo(Verdict.LATE);
  }

  private Verdict after(int seconds) {
    now = Duration.ofSeconds(seconds).toNanos();
    return watch.judge();
  }

  /** Sends nothing, and may not rest. */
  private static final class Silent implements Watch.Sender {

    @Override
    public long bytesIn() {
      return 0;
    }

    @Override
    public boolean lookNow() {
      return false;
    }

    @Override
    public boolean mayRest() {
      return false;
    }

    @Override
    public void goesOn() {}

    @Override
    public void end(TimeoutException late) {}

    @Override
    public void cut() {}
  }
}
