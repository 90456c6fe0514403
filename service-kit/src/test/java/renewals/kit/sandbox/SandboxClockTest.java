package renewals.kit.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SandboxClockTest {

  private static final TopicPartition MOVES = new TopicPartition(SandboxClock.TOPIC, 0);
  private static final TopicPartition INPUT = new TopicPartition("renewal-requests", 0);
  private static final long DAY = 86_400_000;

  private final AtomicLong wall = new AtomicLong(1_000_000);
  private final MockConsumer<byte[], byte[]> moves = new MockConsumer<>("earliest");
  private final SandboxClock clock = follow();

  private SandboxClock follow() {
    moves.updateBeginningOffsets(Map.of(MOVES, 0L));
    moves.updateEndOffsets(Map.of(MOVES, 0L));
    return SandboxClock.follow(() -> moves, new Wall(wall));
  }

  @AfterEach
  void close() {
    clock.close();
  }

  private void move(long offset, long appendedAt, long aheadBy) {
    moves.schedulePollTask(
        () -> {
          if (moves.assignment().contains(MOVES)) {
            moves.addRecord(record(MOVES, offset, appendedAt, SandboxClock.value(aheadBy)));
          }
        });
    moves.updateEndOffsets(Map.of(MOVES, offset + 1));
  }

  private static ConsumerRecord<byte[], byte[]> record(
      TopicPartition at, long offset, long appendedAt, byte[] value) {
    return record(at, offset, appendedAt, value, TimestampType.LOG_APPEND_TIME);
  }

  private static ConsumerRecord<byte[], byte[]> record(
      TopicPartition at, long offset, long appendedAt, byte[] value, TimestampType stampedBy) {
    return new ConsumerRecord<>(
        at.topic(),
        at.partition(),
        offset,
        appendedAt,
        stampedBy,
        0,
        value.length,
        new byte[0],
        value,
        new RecordHeaders(),
        Optional.empty());
  }

  @Test
  void shouldNotSayWhenSomethingWasAppendedBeforeTheMovesUpToItAreKnown() throws Exception {
    CompletableFuture<Long> said = CompletableFuture.supplyAsync(() -> clock.at(2_000_000));
    assertThat(said).isNotDone();
    move(0, 1_999_999, DAY);
    wall.set(2_000_000);

    assertThat(said.get(20, TimeUnit.SECONDS)).isEqualTo(2_000_000 + DAY);
  }

  @Test
  void shouldSayTheTimeAfterAMove() {
    move(0, 1_000_150, DAY);
    clock.at(1_000_200);
    long before = wall.get() + DAY;

    assertThat(clock.millis()).isGreaterThan(before);
    assertThat(clock.withZone(ZoneOffset.MAX).millis()).isGreaterThan(before);
    assertThat(clock.moves()).isEqualTo(1);
  }

  @Test
  void shouldGiveRecordsTheTimeThatItSaidWhenTheyWereAppended() {
    move(0, 1_000_150, DAY);
    SandboxTimes times = new SandboxTimes();
    times.configure(Map.of(SandboxTimes.CLOCK, clock));
    ConsumerRecord<byte[], byte[]> before = record(INPUT, 5, 1_000_149, new byte[] {1});
    ConsumerRecord<byte[], byte[]> after = record(INPUT, 6, 1_000_151, new byte[] {2});

    ConsumerRecords<byte[], byte[]> told =
        times.onConsume(new ConsumerRecords<>(Map.of(INPUT, List.of(before, after)), Map.of()));

    assertThat(told.records(INPUT))
        .extracting(ConsumerRecord::timestamp)
        .containsExactly(1_000_149 + DAY, 1_000_151 + DAY);
    assertThat(told.records(INPUT)).extracting(ConsumerRecord::offset).containsExactly(5L, 6L);
  }

  @Test
  void shouldLeaveRecordsThatTheirSenderStampedAsTheyAre() {
    SandboxTimes times = new SandboxTimes();
    times.configure(Map.of(SandboxTimes.CLOCK, clock));
    ConsumerRecord<byte[], byte[]> stamped =
        record(INPUT, 5, 5_000_000_000L, new byte[] {1}, TimestampType.CREATE_TIME);

    ConsumerRecords<byte[], byte[]> told =
        times.onConsume(new ConsumerRecords<>(Map.of(INPUT, List.of(stamped)), Map.of()));

    assertThat(told.records(INPUT))
        .extracting(ConsumerRecord::timestamp)
        .containsExactly(5_000_000_000L);
  }

  /** A wall clock on which time passes as it is looked at. */
  private static final class Wall extends Clock {

    private final AtomicLong millis;

    Wall(AtomicLong millis) {
      this.millis = millis;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }

    @Override
    public Instant instant() {
      return Instant.ofEpochMilli(millis.incrementAndGet());
    }
  }
}
