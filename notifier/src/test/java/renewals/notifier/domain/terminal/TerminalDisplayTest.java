package renewals.notifier.domain.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import renewals.notifier.domain.MerchantEvent;
import renewals.notifier.domain.terminal.TerminalDisplay.State;

class TerminalDisplayTest {

  private static final Instant NOW = Instant.parse("2026-03-02T02:00:00Z");
  private static final Instant UNTIL = NOW.plus(Duration.ofDays(30));

  @Test
  void shouldShowUntilWhenTheCardWorks() {
    assertThat(TerminalDisplay.of(new MerchantEvent.Activated(NOW, UNTIL, 1_000, null)))
        .contains(new TerminalDisplay(State.ACTIVE, UNTIL));
  }

  @Test
  void shouldNotCallACardActiveThatIsStopped() {
    MerchantEvent.Stop risk = new MerchantEvent.Stop(false, MerchantEvent.StopCause.RISK);

    assertThat(TerminalDisplay.of(new MerchantEvent.Activated(NOW, UNTIL, 1_000, risk)))
        .contains(new TerminalDisplay(State.SUSPENDED, null));
  }

  @Test
  void shouldShowWhatIsLeftAfterAReversal() {
    assertThat(TerminalDisplay.of(new MerchantEvent.Reversed(NOW, null, UNTIL)))
        .contains(new TerminalDisplay(State.ACTIVE, UNTIL));
    assertThat(TerminalDisplay.of(new MerchantEvent.Reversed(NOW, null, null)))
        .contains(new TerminalDisplay(State.ENDED, null));
  }

  @Test
  void shouldLeaveWhatIsShownWhereNewsIsOfMoneyAlone() {
    assertThat(TerminalDisplay.of(new MerchantEvent.RefundDue(null))).isEmpty();
  }
}
