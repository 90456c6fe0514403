package renewals.portal.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;
import renewals.portal.access.LookupRateLimits.Admission;
import renewals.portal.access.LookupRateLimits.Admission.Admitted;
import renewals.portal.config.PageSettings;
import renewals.testing.HandClock;
import renewals.testing.Thorough;

/**
 * How many guesses get through in three days, whatever is tried, by six hours, as they are
 * forgotten; docs/page.md has the figures, which {@code -Dguesses.print} prints.
 */
class GuessingSimulationTest {

  private static final int DAYS = 3;
  private static final Duration SPAN = Duration.ofHours(6);
  private static final int A_DAY = 4;
  private static final int WRONG_A_DAY = 2_000;
  private static final int WRONG_A_RENEWAL = 300;

  /** Of ten thousand, two open: with and without the check digit. */
  private static final double HIT = 2e-4;

  private static final String TARGET = "R-target";

  /** Of a range that holds more than anybody can use. */
  private static final int OF_A_RANGE = Thorough.of(65_536);

  private static String one(int guess) {
    return TARGET;
  }

  private static String many(int guess) {
    return "R-" + guess;
  }

  /**
   * Guesses on the worst day.
   *
   * @param merchant whether a right answer from a new address was looked at whenever he came
   */
  private record Outcome(int guesses, boolean merchant) {

    double chance() {
      return 1 - Math.pow(1 - HIT, guesses);
    }
  }

  private static Outcome guess(
      String name, int hosts, IntFunction<String> address, IntFunction<String> renewal) {
    HandClock clock = new HandClock(Instant.parse("2026-11-23T04:00:00Z"));
    LookupRateLimits limits =
        new LookupRateLimits(new PageSettings.Asks(10, WRONG_A_DAY, WRONG_A_RENEWAL), clock);
    int[] bySpan = new int[A_DAY * DAYS];
    boolean merchant = true;
    int asked = 0;
    for (int span = 0; span < bySpan.length; span++) {
      for (int host = 0; host < hosts; host++) {
        boolean through = true;
        while (through) {
          asked++;
          through =
              limits.admit(address.apply(host), renewal.apply(asked), false) instanceof Admitted;
          bySpan[span] += through ? 1 : 0;
        }
      }
      merchant &= opens(limits, "203.0.113." + span, false);
      assertThat(opens(limits, "203.0.113." + span, true)).as("the whole number").isTrue();
      clock.advance(SPAN);
    }
    int worst = 0;
    for (int from = 0; from + A_DAY <= bySpan.length; from++) {
      worst = Math.max(worst, Arrays.stream(bySpan, from, from + A_DAY).sum());
    }
    Outcome outcome = new Outcome(worst, merchant);
    if (System.getProperty("guesses.print") != null) {
      System.out.printf(
          Locale.ROOT,
          "%s: %d guesses a day, chance %.2f %%, four digits of the merchant always taken: %s%n",
          name,
          outcome.guesses(),
          100 * outcome.chance(),
          outcome.merchant());
    }
    return outcome;
  }

  private static boolean opens(LookupRateLimits limits, String address, boolean whole) {
    Admission admission = limits.admit(address, TARGET, whole);
    if (admission instanceof Admitted ask) {
      limits.right(ask);
    }
    return admission instanceof Admitted;
  }

  private static String botnet(int host) {
    return "10.%d.%d.1".formatted(host / 250, host % 250);
  }

  @Test
  void shouldLeaveOneNetworkNextToNoChance() {
    Outcome one =
        guess("a /24, one renewal", 256, host -> "198.51.100." + host, GuessingSimulationTest::one);
    Outcome many =
        guess(
            "a /24, many renewals",
            256,
            host -> "198.51.100." + host,
            GuessingSimulationTest::many);

    assertThat(one).isEqualTo(new Outcome(5, true));
    assertThat(many).isEqualTo(new Outcome(30, true));
  }

  @Test
  void shouldLeaveAnIpv6SiteNoMore() {
    IntFunction<String> site = host -> "2001:db8:7:%x::1".formatted(host);
    Outcome one = guess("a /48, one renewal", OF_A_RANGE, site, GuessingSimulationTest::one);
    Outcome many = guess("a /48, many renewals", OF_A_RANGE, site, GuessingSimulationTest::many);

    assertThat(one).isEqualTo(new Outcome(5, true));
    assertThat(many).isEqualTo(new Outcome(30, true));
  }

  @Test
  void shouldLimitABotnetAndAProvidersWholeRangeTheSame() {
    IntFunction<String> range = host -> "2001:db8:%x::1".formatted(host);
    Outcome one =
        guess(
            "10,000 networks, one renewal",
            10_000,
            GuessingSimulationTest::botnet,
            GuessingSimulationTest::one);
    Outcome many =
        guess(
            "10,000 networks, many renewals",
            10_000,
            GuessingSimulationTest::botnet,
            GuessingSimulationTest::many);
    Outcome wide = guess("a /32, many renewals", OF_A_RANGE, range, GuessingSimulationTest::many);

    assertThat(one.guesses()).isEqualTo(WRONG_A_RENEWAL);
    assertThat(many.guesses()).isEqualTo(WRONG_A_DAY);
    assertThat(wide.guesses()).isEqualTo(WRONG_A_DAY);
  }
}
