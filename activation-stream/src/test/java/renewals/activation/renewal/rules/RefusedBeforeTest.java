package renewals.activation.renewal.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static renewals.activation.renewal.rules.Facts.in;
import static renewals.activation.renewal.rules.Facts.request;
import static renewals.activation.renewal.rules.Facts.settled;
import static renewals.activation.renewal.rules.Facts.through;

import org.junit.jupiter.api.Test;

/** Rule 2: what was refused and comes again is a dead letter again, but says nothing. */
class RefusedBeforeTest {

  @Test
  void shouldSayAMismatchOnceThoughTheSameFactComesAgain() {
    RuleScenario scenario = RuleScenario.given(request());

    assertThat(scenario.when(in(settled("P1", 5000), "USD")))
        .containsExactly("MISMATCH payment.amount.currency 5000", "dead letter MISMATCH");
    assertThat(scenario.when(in(settled("P1", 5000), "USD")))
        .containsExactly("dead letter MISMATCH");
  }

  @Test
  void shouldSayAMismatchAgainWhereItsContentIsAnother() {
    RuleScenario scenario = RuleScenario.given(request(), in(settled("P1", 5000), "USD"));

    assertThat(scenario.when(in(settled("P1", 4000), "USD")))
        .containsExactly("MISMATCH payment.amount.currency 4000", "dead letter MISMATCH");
  }

  @Test
  void shouldSayAConflictOnceBeforeAndAfterTheRequest() {
    RuleScenario scenario = RuleScenario.given(settled("P1", 5000));

    assertThat(scenario.when(settled("P1", 100)))
        .containsExactly("CONFLICT CONFLICTING_DUPLICATE", "dead letter CONFLICTING_DUPLICATE");
    assertThat(scenario.when(settled("P1", 100)))
        .containsExactly("dead letter CONFLICTING_DUPLICATE");
    scenario.when(request());
    assertThat(scenario.when(settled("P1", 100)))
        .containsExactly("dead letter CONFLICTING_DUPLICATE");
  }

  @Test
  void shouldRememberWhatTheRequestRefused() {
    RuleScenario scenario = RuleScenario.given(through(settled("P1", 5000), "bank"));

    assertThat(scenario.when(request()))
        .containsExactly("ACCEPTED", "MISMATCH payment.channelId 5000", "dead letter MISMATCH");
    assertThat(scenario.when(through(settled("P1", 5000), "bank")))
        .containsExactly("dead letter MISMATCH");
  }

  @Test
  void shouldRememberTheLatestTwenty() {
    RuleScenario scenario = RuleScenario.given(request());
    for (int i = 0; i < 21; i++) {
      scenario.when(through(settled("P" + i, 1), "bank"));
    }

    assertThat(scenario.when(through(settled("P1", 1), "bank"))).hasSize(1);
    assertThat(scenario.when(through(settled("P0", 1), "bank")))
        .containsExactly("MISMATCH payment.channelId 1", "dead letter MISMATCH");
  }
}
