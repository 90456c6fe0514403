package renewals.notifier.topology.timer;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import renewals.notifier.topology.timer.Timer.What;

class TimerTest {

  private static final Instant AT = Instant.parse("2026-03-02T10:00:00Z");
  private static final Timer NOTICE = new Timer(AT, What.NOTICE, "R1/u3/WEBHOOK");

  @Test
  void shouldBecomeWhatItWasHoweverOftenItIsSetAside() {
    Timer twice = NOTICE.setAside(AT.plusSeconds(10)).setAside(AT.plusSeconds(20));

    assertThat(twice.at()).isEqualTo(AT.plusSeconds(20));
    assertThat(twice.what()).isEqualTo(What.SET_ASIDE);
    assertThat(twice.original()).isEqualTo(NOTICE);
  }

  @Test
  void shouldBeItselfWhereNothingWasSetAside() {
    assertThat(NOTICE.original()).isEqualTo(NOTICE);
  }
}
