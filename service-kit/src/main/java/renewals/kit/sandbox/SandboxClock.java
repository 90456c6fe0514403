package renewals.kit.sandbox;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The clock of a sandbox, which somebody moves on. Brokers stamp records with the wall's time, so
 * each move is in records too ({@link ClockMoves}), in force from a stamp on: what was stamped then
 * or later happened after it, for every service alike.
 *
 * <p>A thread of its own follows the moves. Whoever asks what the clock said when something was
 * appended waits until moves were read at that moment or later; while Kafka is away that lasts.
 *
 * <p>Thread-safe. It reads the wall's clock of this machine and believes the broker's to be the
 * same: a sandbox lies on one machine.
 */
public final class SandboxClock extends Clock implements AutoCloseable {

  /** All moves, as {@link ClockMoves.Said} says them. */
  public static final String TOPIC = "sandbox-clock";

  private static final Logger LOG = LoggerFactory.getLogger(SandboxClock.class);
  private static final TopicPartition PARTITION = new TopicPartition(TOPIC, 0);

  private static final Duration POLL = Duration.ofMillis(20);
  private static final long LOOK_EVERY_MS = 50;
  private static final long AGAIN_AFTER_MS = 500;

  private final Supplier<Consumer<byte[], byte[]>> consumers;
  private final Clock wall;
  private final ZoneId zone;
  private final Thread reader;
  private final Semaphore asked = new Semaphore(0);
  private volatile ClockMoves moves = ClockMoves.NONE;
  private volatile long readUpTo = Long.MIN_VALUE;
  private long askedFor = Long.MIN_VALUE;
  private boolean closed;

  private SandboxClock(Supplier<Consumer<byte[], byte[]>> consumers, Clock wall) {
    this.consumers = consumers;
    this.wall = wall;
    this.zone = wall.getZone();
    this.reader =
        Thread.ofPlatform().daemon().name("sandbox-clock").unstarted(this::readUntilClosed);
  }

  /**
   * Begins to follow the moves, and returns when those that lie there are known.
   *
   * @param consumers makes one that has no group and commits nothing
   * @param wall the clock that the broker stamps with
   */
  static SandboxClock follow(Supplier<Consumer<byte[], byte[]>> consumers, Clock wall) {
    SandboxClock clock = new SandboxClock(consumers, wall);
    clock.reader.start();
    clock.awaitRead(wall.millis());
    return clock;
  }

  /**
   * What the clock said when a record was appended, both in epoch milliseconds.
   *
   * @throws IllegalStateException this clock was closed before that was known
   */
  public long at(long appendedAt) {
    if (readUpTo < appendedAt) {
      awaitRead(appendedAt);
    }
    return moves.at(appendedAt);
  }

  /** What the clock said so many milliseconds of the wall ago, as far as moves are known here. */
  public long millisAgo(long millis) {
    return moves.at(wall.millis() - millis);
  }

  /** How many moves are known here. */
  public int moves() {
    return moves.count();
  }

  @Override
  public long millis() {
    return moves.at(wall.millis());
  }

  @Override
  public Instant instant() {
    return Instant.ofEpochMilli(millis());
  }

  @Override
  public ZoneId getZone() {
    return zone;
  }

  @Override
  public Clock withZone(ZoneId other) {
    SandboxClock moved = this;
    return new Clock() {
      @Override
      public ZoneId getZone() {
        return other;
      }

      @Override
      public Clock withZone(ZoneId another) {
        return moved.withZone(another);
      }

      @Override
      public Instant instant() {
        return moved.instant();
      }
    };
  }

  private synchronized void awaitRead(long appendedAt) {
    boolean interrupted = false;
    while (readUpTo < appendedAt && !closed) {
      askedFor = Math.max(askedFor, appendedAt);
      asked.release();
      try {
        wait();
      } catch (InterruptedException e) {
        // a time that isn't known would be a wrong one: the wait ends with the clock's own end
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    if (readUpTo < appendedAt) {
      throw new IllegalStateException("the sandbox's clock was closed: what it said isn't known");
    }
  }

  private void readUntilClosed() {
    while (!isClosed()) {
      try (Consumer<byte[], byte[]> consumer = consumers.get()) {
        consumer.assign(List.of(PARTITION));
        consumer.seekToBeginning(List.of(PARTITION));
        ClockMoves known = ClockMoves.NONE;
        while (!isClosed()) {
          known = readToEnd(consumer, known);
          rest(LOOK_EVERY_MS);
        }
      } catch (RuntimeException e) {
        // whoever waits for a time waits on: a wrong one would be worse
        LOG.warn("moves of the sandbox's clock can't be read for now", e);
        rest(AGAIN_AFTER_MS);
      }
    }
  }

  private ClockMoves readToEnd(Consumer<byte[], byte[]> consumer, ClockMoves before) {
    long began = wall.millis();
    long end = Objects.requireNonNull(consumer.endOffsets(List.of(PARTITION)).get(PARTITION));
    ClockMoves known = before;
    while (consumer.position(PARTITION) < end && !isClosed()) {
      for (ConsumerRecord<byte[], byte[]> move : consumer.poll(POLL)) {
        known = known.with(move.timestamp(), move.value());
      }
    }
    if (!isClosed()) {
      moves = known;
      if (!known.isAnnounced()) {
        synchronized (this) {
          readUpTo = began;
          notifyAll();
        }
      }
    }
    return known;
  }

  /** Until it is time to look again, or somebody asks for more than is known. */
  private void rest(long millis) {
    try {
      if (asked.tryAcquire(isAskedForMore() ? 1 : millis, TimeUnit.MILLISECONDS)) {
        asked.drainPermits();
      }
    } catch (InterruptedException e) {
      synchronized (this) {
        closed = true;
        notifyAll();
      }
    }
  }

  private synchronized boolean isAskedForMore() {
    return askedFor > readUpTo;
  }

  private synchronized boolean isClosed() {
    return closed;
  }

  @Override
  public void close() {
    synchronized (this) {
      closed = true;
      notifyAll();
    }
    asked.release();
    try {
      reader.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
