package renewals.streams.watermark;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class StandbyFreshnessTest {

  private static final Instant FIRST = Instant.parse("2026-11-23T04:30:00Z");
  private static final Instant SECOND = FIRST.plusMillis(500);
  private static final Instant THIRD = SECOND.plusMillis(500);
  private static final TopicPartition CHANGELOG = new TopicPartition("app-cases-changelog", 3);

  /** Ends are told by hand, so nobody is asked. */
  private final StandbyFreshness watch = new StandbyFreshness("app", null, Clock.systemUTC());

  @Test
  void shouldKnowNothingOfACopyThatIsNotHere() {
    watch.committed(CHANGELOG, 0, FIRST);

    assertThat(watch.completeAt("cases", 3)).isEmpty();
  }

  @Test
  void shouldKnowNothingUntilACopyHasAllThatWasCommitted() {
    watch.applied(CHANGELOG, 99);
    watch.committed(CHANGELOG, 100, FIRST);
    assertThat(watch.completeAt("cases", 3)).isEmpty();

    watch.applied(CHANGELOG, 100);
    watch.committed(CHANGELOG, 100, SECOND);
    assertThat(watch.completeAt("cases", 3)).contains(SECOND);
  }

  @Test
  void shouldBeOfTheMomentWhoseEndItHasReachedWhileMoreIsWritten() {
    watch.applied(CHANGELOG, 99);
    watch.committed(CHANGELOG, 100, FIRST);
    watch.applied(CHANGELOG, 150);
    watch.committed(CHANGELOG, 200, SECOND);
    assertThat(watch.completeAt("cases", 3)).contains(FIRST);

    watch.committed(CHANGELOG, 300, THIRD);
    assertThat(watch.completeAt("cases", 3)).as("does not grow younger by itself").contains(FIRST);
  }

  @Test
  void shouldForgetACopyThatIsFedNoMore() {
    watch.applied(CHANGELOG, 100);
    watch.committed(CHANGELOG, 100, FIRST);

    watch.forget(List.of(CHANGELOG));

    assertThat(watch.completeAt("cases", 3)).isEmpty();
  }
}
