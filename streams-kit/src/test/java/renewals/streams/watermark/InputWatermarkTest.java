package renewals.streams.watermark;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import renewals.kit.sandbox.ServiceClock;
import renewals.testing.HandClock;

class InputWatermarkTest {

  private enum Inputs {
    FACTS
  }

  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final HandClock clock = new HandClock(Instant.parse("2026-03-02T02:00:00Z"));
  private final InputWatermark watch =
      new InputWatermark(
          Map.of(Inputs.FACTS, Set.of("in")),
          "deadlines.behind",
          null,
          ServiceClock.of(clock),
          meters);

  @Test
  void shouldShowHowLongDeadlinesAreHeldUpUntilTheTaskEnds() {
    assertThat(behind()).isZero();

    PartitionWatermark task = begin(0);
    clock.advance(Duration.ofSeconds(90));
    assertThat(behind()).isEqualTo(90);

    task.end();
    assertThat(behind()).isZero();
  }

  @Test
  void shouldShowThePartitionThatIsFurthestBehind() {
    begin(0);
    clock.advance(Duration.ofSeconds(60));
    begin(1);

    assertThat(behind()).isEqualTo(60);
  }

  @Test
  void shouldForgetTheTaskThatWasRevivedAsAnother() {
    begin(0);
    clock.advance(Duration.ofSeconds(60));
    begin(0);

    assertThat(behind()).isZero();
  }

  @Test
  void shouldNotCountWhoNeverAsks() {
    PartitionWatermark place = watch.begin(Inputs.FACTS, 0);
    clock.advance(Duration.ofSeconds(60));

    assertThat(place).isNotNull();
    assertThat(behind()).isZero();
  }

  @Test
  void shouldLeaveRoomForWhatIsAppendedAndNotReplicatedYet() {
    TopicPartition input = new TopicPartition("in", 0);
    PartitionWatermark task = begin(0);

    watch.found(watch.askedUpTo(), Map.of(input, 0L));
    watch.polledTo(input, 0);

    assertThat(task.watermark()).isEqualTo(clock.millis() - 1_000);
  }

  @Test
  void shouldWaitUntilWhatWasPolledIsWorkedOff() {
    TopicPartition input = new TopicPartition("in", 0);
    PartitionWatermark task = begin(0);
    watch.found(watch.askedUpTo(), Map.of(input, 8L));
    watch.polledRecord(input, 7);
    watch.polledTo(input, 8);

    assertThat(task.watermark()).isEqualTo(Long.MIN_VALUE);

    task.done("in", 7);
    assertThat(task.watermark()).isEqualTo(clock.millis() - 1_000);
  }

  @Test
  void shouldNotPassWhatMayWaitThoughItIsWorkedOff() {
    TopicPartition input = new TopicPartition("in", 0);
    PartitionWatermark task = begin(0);
    PartitionWatermark before = watch.begin(Inputs.FACTS, 0);
    long waits = clock.millis() - 5_000;
    watch.found(watch.askedUpTo(), Map.of(input, 8L));
    watch.polledRecord(input, 7);
    watch.polledTo(input, 8);
    before.hold(waits);
    before.done("in", 7);

    assertThat(task.watermark()).isEqualTo(waits);

    before.hold(Long.MAX_VALUE);
    assertThat(task.watermark()).isEqualTo(clock.millis() - 1_000);
  }

  @Test
  void shouldNotFallBackWhereWhatHadToWaitIsWorkedOffAfterLaterRecords() {
    TopicPartition input = new TopicPartition("in", 0);
    PartitionWatermark task = begin(0);
    watch.found(watch.askedUpTo(), Map.of(input, 8L));
    watch.polledRecord(input, 7);
    watch.polledTo(input, 8);
    task.done("in", 7);
    task.done("in", 3);
    clock.advance(Duration.ofSeconds(60));

    watch.found(watch.askedUpTo(), Map.of(input, 9L));
    watch.polledTo(input, 9);

    assertThat(task.watermark()).isEqualTo(clock.millis() - 1_000);
  }

  private PartitionWatermark begin(int partition) {
    PartitionWatermark task = watch.begin(Inputs.FACTS, partition);
    task.watermark();
    return task;
  }

  private double behind() {
    return meters.get("deadlines.behind").gauge().value();
  }
}
