package renewals.notifier.senders.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class OutOfOrderCommitTrackerTest {

  private static final TopicPartition ZERO = new TopicPartition("notices-due", 0);
  private static final TopicPartition ONE = new TopicPartition("notices-due", 1);

  private final OutOfOrderCommitTracker offsets = new OutOfOrderCommitTracker();

  @Test
  void shouldCommitOnlyUpToTheFirstThatIsNotDone() {
    offsets.began(ZERO, 5);
    offsets.began(ZERO, 6);
    offsets.began(ZERO, 8);
    offsets.ended(ZERO, 6);
    offsets.ended(ZERO, 8);
    assertThat(offsets.takeCommittable()).isEqualTo(at(5));

    offsets.ended(ZERO, 5);
    assertThat(offsets.takeCommittable()).isEqualTo(at(9));
    assertThat(offsets.takeCommittable()).isEmpty();
  }

  @Test
  void shouldOfferAgainWhatCouldNotBeCommitted() {
    offsets.began(ZERO, 5);
    offsets.ended(ZERO, 5);
    offsets.takeCommittable();
    offsets.forgetCommits();
    assertThat(offsets.takeCommittable()).isEqualTo(at(6));
  }

  @Test
  void shouldForgetPartitionsThatAreNotOursAnyMore() {
    offsets.began(ZERO, 5);
    offsets.release(List.of(ZERO));
    assertThat(offsets.beginTry(ZERO, 5)).isNull();
    assertThat(offsets.open()).isZero();
    offsets.ended(ZERO, 5);
    assertThat(offsets.takeCommittable()).isEmpty();
  }

  @Test
  void shouldBeginNoTryOfAPartitionThatWillBeSomebodyElses() throws Exception {
    offsets.began(ZERO, 5);
    offsets.began(ONE, 5);

    assertThat(offsets.drain(List.of(ZERO), Duration.ZERO)).isTrue();

    assertThat(offsets.beginTry(ZERO, 5)).isNull();
    assertThat(offsets.beginTry(ONE, 5)).isNotNull();
  }

  @Test
  void shouldWaitForTheTriesOfAPartitionThatWillBeSomebodyElses() throws Exception {
    offsets.began(ZERO, 5);
    OutOfOrderCommitTracker.Try current = Objects.requireNonNull(offsets.beginTry(ZERO, 5));
    assertThat(offsets.drain(List.of(ZERO), Duration.ofMillis(1))).isFalse();

    Thread.ofVirtual().start(current::close);

    assertThat(offsets.drain(List.of(ZERO), Duration.ofMinutes(1))).isTrue();
  }

  private static Map<TopicPartition, OffsetAndMetadata> at(long offset) {
    return Map.of(ZERO, new OffsetAndMetadata(offset));
  }
}
