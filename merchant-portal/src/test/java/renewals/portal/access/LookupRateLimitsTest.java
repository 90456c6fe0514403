package renewals.portal.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import renewals.portal.access.LookupRateLimits.Admission;
import renewals.portal.access.LookupRateLimits.Admission.Admitted;
import renewals.portal.access.LookupRateLimits.Admission.TooOften;
import renewals.portal.access.LookupRateLimits.Admission.WholeNumberNeeded;
import renewals.portal.config.PageSettings;
import renewals.testing.HandClock;

class LookupRateLimitsTest {

  private static final String RENEWAL = "R-1";
  private static final String MERCHANT = "203.0.113.9";
  private static final String GUESSER = "198.51.100.7";
  private static final int A_DAY = 1_000;
  private static final int A_RENEWAL = 100;

  private final HandClock clock = new HandClock(Instant.parse("2026-11-23T04:00:00Z"));
  private final LookupRateLimits limits =
      new LookupRateLimits(new PageSettings.Asks(10, A_DAY, A_RENEWAL), clock);

  private int guesses(String address, String renewalId) {
    int admitted = 0;
    while (limits.admit(address, renewalId, false) instanceof Admitted) {
      admitted++;
    }
    return admitted;
  }

  private boolean opensWithFour(String address, String renewalId) {
    Admission admission = limits.admit(address, renewalId, false);
    if (admission instanceof Admitted ask) {
      limits.right(ask);
    }
    return admission instanceof Admitted;
  }

  @Test
  void shouldLimitTheGuessesOfANetworkAboutARenewal() {
    assertThat(guesses(GUESSER, RENEWAL)).isEqualTo(LookupRateLimits.OF_NETWORK_AND_RENEWAL);

    assertThat(guesses("198.51.100.8", RENEWAL)).as("its neighbour").isZero();
    assertThat(opensWithFour(MERCHANT, RENEWAL)).isTrue();
  }

  @Test
  void shouldLimitTheGuessesOfANetworkAboutAllRenewals() {
    int all = 0;
    for (int i = 0; i < 100; i++) {
      all += guesses("198.51.100." + i, "R-" + i);
    }

    assertThat(all).isEqualTo(LookupRateLimits.OF_NETWORK);
    assertThat(opensWithFour(MERCHANT, RENEWAL)).isTrue();
  }

  @Test
  void shouldTakeAnIpv6SiteForOneNetwork() {
    assertThat(guesses("2001:db8:1:1::1", RENEWAL)).isPositive();

    assertThat(guesses("2001:db8:1:ffff::1", RENEWAL)).isZero();
    assertThat(opensWithFour("2001:db8:2:1::1", RENEWAL)).isTrue();
  }

  @Test
  void shouldTakeAnIpv4AddressWithinIpv6ForItself() {
    assertThat(guesses(GUESSER, RENEWAL)).isPositive();

    assertThat(guesses("::ffff:" + GUESSER, RENEWAL)).isZero();
    assertThat(opensWithFour("::ffff:" + MERCHANT, RENEWAL)).isTrue();
  }

  @Test
  void shouldKeepTheRestForNetworksWithoutWrongAsksOnceHalfIsUsedUp() {
    int networks = 0;
    while (limits.wrongInADay() < A_DAY / 2) {
      guesses("10.0." + networks + ".1", "R-" + networks);
      networks++;
    }

    assertThat(guesses("10.0.0.1", "R-other")).as("one that guessed").isZero();
    assertThat(guesses("10.1.0.1", "R-other")).as("a new one").isEqualTo(1);
    assertThat(opensWithFour(MERCHANT, RENEWAL)).isTrue();
  }

  @Test
  void shouldLimitAllWrongAsksTogetherAndOpenToTheWholeNumber() {
    for (int i = 0; i < 2 * A_DAY; i++) {
      guesses("10.%d.%d.1".formatted(i / 250, i % 250), "R-" + i);
    }

    assertThat(limits.wrongInADay()).isEqualTo(A_DAY);
    assertThat(limits.admit(MERCHANT, RENEWAL, false)).isInstanceOf(WholeNumberNeeded.class);
    assertThat(limits.admit(MERCHANT, RENEWAL, true)).isInstanceOf(Admitted.class);
  }

  @Test
  void shouldLimitTheWrongAsksAboutARenewalFromEverywhere() {
    int all = 0;
    for (int i = 0; i < 2 * A_RENEWAL; i++) {
      all += guesses("10.0.%d.1".formatted(i), RENEWAL);
    }

    assertThat(all).isEqualTo(A_RENEWAL);
    assertThat(limits.admit(MERCHANT, RENEWAL, false)).isInstanceOf(WholeNumberNeeded.class);
    assertThat(limits.admit(MERCHANT, RENEWAL, true)).isInstanceOf(Admitted.class);
    assertThat(opensWithFour(MERCHANT, "R-2")).isTrue();
  }

  @Test
  void shouldForgetNothingForNonsense() {
    guesses(GUESSER, RENEWAL);

    for (int i = 0; i < 300_000; i++) {
      limits.pause("10.%d.%d.%d".formatted(i >> 16 & 255, i >> 8 & 255, i & 255));
      limits.admit("2001:db8:%x::1".formatted(i % 65_536), "nonsense-" + i, i % 2 == 0);
    }

    assertThat(guesses(GUESSER, RENEWAL)).isZero();
    assertThat(limits.entries()).isLessThan(4 * A_DAY + 200_000 + 20_000 + 1);
  }

  @Test
  void shouldNotCountWhatWasRight() {
    for (int i = 0; i < 10 * LookupRateLimits.OF_NETWORK; i++) {
      assertThat(opensWithFour(MERCHANT, RENEWAL)).isTrue();
    }

    assertThat(limits.wrongInADay()).isZero();
    assertThat(limits.entries()).isZero();
  }

  @Test
  void shouldCountManyAtOnceLikeOneAfterTheOther() {
    List<Admission> atOnce = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      atOnce.add(limits.admit(GUESSER, RENEWAL, false));
    }

    assertThat(atOnce)
        .as("admitted before the first is judged")
        .filteredOn(Admitted.class::isInstance)
        .hasSize(LookupRateLimits.OF_NETWORK_AND_RENEWAL);
  }

  @Test
  void shouldForgetAfterADay() {
    guesses(GUESSER, RENEWAL);

    clock.advance(Duration.ofHours(24));
    assertThat(guesses(GUESSER, RENEWAL)).isZero();
    clock.advance(Duration.ofHours(6));
    assertThat(guesses(GUESSER, RENEWAL)).isEqualTo(LookupRateLimits.OF_NETWORK_AND_RENEWAL);
    clock.advance(Duration.ofDays(100));
    assertThat(limits.wrongInADay()).isZero();
    assertThat(guesses(GUESSER, RENEWAL)).isEqualTo(LookupRateLimits.OF_NETWORK_AND_RENEWAL);
  }

  @Test
  void shouldLimitTheWholeNumbersOfANetworkToo() {
    int whole = 0;
    while (limits.admit(GUESSER, "R-" + whole, true) instanceof Admitted) {
      whole++;
    }

    assertThat(whole).isEqualTo(LookupRateLimits.WHOLE_OF_NETWORK);
    assertThat(limits.admit(GUESSER, RENEWAL, true)).isEqualTo(new TooOften(Duration.ofHours(6)));
    assertThat(limits.admit(MERCHANT, RENEWAL, true)).isInstanceOf(Admitted.class);
  }
}
