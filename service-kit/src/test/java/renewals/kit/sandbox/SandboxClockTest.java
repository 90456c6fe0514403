package renewals.kit.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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

  private void move(long offset, long from, long aheadBy) {
    say(offset, from - 1, ClockMoves.Said.made(from + aheadBy));
  }

  private void say(long offset, long stamp, byte[] value) {
    moves.schedulePollTask(() -> moves.addRecord(record(MOVES, offset, stamp, value)));
    moves.updateEndOffsets(Map.of(MOVES, offset + 1));
  }

  private static ConsumerRecord<byte[], byte[]> record(
      TopicPartition at, long offset, long stamp, byte[] value) {
    return record(at, offset, stamp, value, TimestampType.LOG_APPEND_TIME);
  }

  private static ConsumerRecord<byte[], byte[]> record(
      TopicPartition at, long offset, long stamp, byte[] value, TimestampType stampedBy) {
    return new ConsumerRecord<>(
        at.topic(),
        at.partition(),
        offset,
        stamp,
        stampedBy,
        0,
        value.length,
        new byte[0],
        value,
        new RecordHeaders(),
        Optional.empty());
  }

  @SafeVarargs
  private final List<Long> told(ConsumerRecord<byte[], byte[]>... polled) {
    return ServiceClock.ofSandbox(clock)
        .told(new ConsumerRecords<>(Map.of(INPUT, List.of(polled)), Map.of()))
        .records(INPUT)
        .stream()
        .map(ConsumerRecord::timestamp)
        .toList();
  }

  @Test
  void shouldSayWhenSomethingWasAppendedOnceTheMovesUpToItAreKnown() throws Exception {
    CompletableFuture<Long> said = CompletableFuture.supplyAsync(() -> clock.at(2_000_000));
    move(0, 1_999_999, DAY);
    wall.set(2_000_000);

    assertThat(said.get(20, TimeUnit.SECONDS)).isEqualTo(2_000_000 + DAY);
  }

  @Test
  void shouldSayNothingOfWhatWasAppendedWhileAMoveIsAnnouncedAndNotYetMade() throws Exception {
    say(0, 1_000_000, ClockMoves.Said.announced());
    wall.set(2_000_000);
    CompletableFuture<Long> said = CompletableFuture.supplyAsync(() -> clock.at(1_500_000));

    while (wall.get() < 2_000_010) {
      Thread.onSpinWait(); // until it has looked some times, and has read what is announced
    }
    assertThat(said).isNotDone();
    move(1, 1_400_000, DAY);
    assertThat(said.get(20, TimeUnit.SECONDS)).isEqualTo(1_500_000 + DAY);
  }

  @Test
  void shouldSayTheTimeAfterAMove() {
    move(0, 1_000_150, DAY);
    wall.set(1_000_300);
    clock.at(1_000_200);
    long before = wall.get() + DAY;

    assertThat(clock.millis()).isGreaterThan(before);
    assertThat(clock.withZone(ZoneOffset.MAX).millis()).isGreaterThan(before);
    assertThat(clock.moves()).isEqualTo(1);
  }

  @Test
  void shouldSayWhatItSaidAMomentAgoAlsoFromBeforeAMove() {
    move(0, 1_000_000, 0);
    move(1, 1_000_150, DAY);
    wall.set(1_000_200);
    clock.at(1_000_200);

    long justNow = clock.millisAgo(wall.get() + 1 - 1_000_100);

    assertThat(justNow).isEqualTo(1_000_100);
  }

  @Test
  void shouldGiveEachRecordTheTimeOfTheMoveThatWasInForceWhenItWasStamped() {
    move(0, 1_000_000, 0);
    move(1, 1_000_150, DAY);
    wall.set(1_000_300);

    assertThat(
            told(
                record(INPUT, 5, 1_000_149, new byte[] {1}),
                record(INPUT, 6, 1_000_150, new byte[] {2})))
        .containsExactly(1_000_149L, 1_000_150 + DAY);
  }

  @Test
  void shouldLeaveRecordsThatTheirSenderStampedAsTheyAre() {
    assertThat(told(record(INPUT, 5, 5_000_000_000L, new byte[] {1}, TimestampType.CREATE_TIME)))
        .containsExactly(5_000_000_000L);
  }

  @Test
  void shouldGuessNoTimeOnceItIsClosed() {
    clock.close();

    assertThatThrownBy(() -> clock.at(wall.get() + DAY)).isInstanceOf(IllegalStateException.class);
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
