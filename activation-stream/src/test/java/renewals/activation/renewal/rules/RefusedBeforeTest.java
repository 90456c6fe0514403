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
    Story story = Story.given(request());

    assertThat(story.when(in(settled("P1", 5000), "USD")))
        .containsExactly("MISMATCH payment.amount.currency 5000", "dead letter MISMATCH");
    assertThat(story.when(in(settled("P1", 5000), "USD"))).containsExactly("dead letter MISMATCH");
  }

  @Test
  void shouldSayAMismatchAgainWhereItsContentIsAnother() {
    Story story = Story.given(request(), in(settled("P1", 5000), "USD"));

    assertThat(story.when(in(settled("P1", 4000), "USD")))
        .containsExactly("MISMATCH payment.amount.currency 4000", "dead letter MISMATCH");
  }

  @Test
  void shouldSayAConflictOnceBeforeAndAfterTheRequest() {
    Story story = Story.given(settled("P1", 5000));

    assertThat(story.when(settled("P1", 100)))
        .containsExactly("CONFLICT CONFLICTING_DUPLICATE", "dead letter CONFLICTING_DUPLICATE");
    assertThat(story.when(settled("P1", 100))).containsExactly("dead letter CONFLICTING_DUPLICATE");
    story.when(request());
    assertThat(story.when(settled("P1", 100))).containsExactly("dead letter CONFLICTING_DUPLICATE");
  }

  @Test
  void shouldRememberWhatTheRequestRefused() {
    Story story = Story.given(through(settled("P1", 5000), "bank"));

    assertThat(story.when(request()))
        .containsExactly("ACCEPTED", "MISMATCH payment.channelId 5000", "dead letter MISMATCH");
    assertThat(story.when(through(settled("P1", 5000), "bank")))
        .containsExactly("dead letter MISMATCH");
  }

  @Test
  void shouldRememberTheLatestTwenty() {
    Story story = Story.given(request());
    for (int i = 0; i < 21; i++) {
      story.when(through(settled("P" + i, 1), "bank"));
    }

    assertThat(story.when(through(settled("P1", 1), "bank"))).hasSize(1);
    assertThat(story.when(through(settled("P0", 1), "bank")))
        .containsExactly("MISMATCH payment.channelId 1", "dead letter MISMATCH");
  }
}
