package renewals.stack.sim.merchant;

import java.time.Duration;

/**
 * How long the notifier waits for merchants' addresses. A machine that plays more renewals at once
 * falls further behind, and what it waits for is then late for no fault of an operator's.
 *
 * @param channel how long a channel has before the next one is tried as well
 * @param report how long an SMS has to be reported
 */
public record Waits(Duration channel, Duration report) {

  private static final Duration CHANNEL = Duration.ofSeconds(5);
  private static final Duration CHANNEL_A_RENEWAL = Duration.ofMillis(10);
  private static final Duration REPORT = Duration.ofSeconds(10);
  private static final Duration REPORT_A_RENEWAL = Duration.ofMillis(50);

  /** More are played no faster. */
  private static final int MOST_AT_ONCE = 2000;

  /** In whole seconds: a minute for reports where 1,000 are played. */
  static Waits among(int renewals) {
    int atOnce = Math.min(renewals, MOST_AT_ONCE);
    return new Waits(
        seconds(CHANNEL.plus(CHANNEL_A_RENEWAL.multipliedBy(atOnce))),
        seconds(REPORT.plus(REPORT_A_RENEWAL.multipliedBy(atOnce))));
  }

  private static Duration seconds(Duration wait) {
    return Duration.ofSeconds(wait.toSeconds());
  }
}
