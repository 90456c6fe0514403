package renewals.streams.tail;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads all partitions of some topics on a thread of its own, in no group, and goes on where it was
 * after a failure. Partitions that are added later are read from their beginning.
 *
 * <p>Long because where it begins, where it is and whether it has caught up are one state.
 */
public final class TopicTail implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(TopicTail.class);
  private static final Duration POLL = Duration.ofMillis(500);
  private static final Duration LOOK_FOR_PARTITIONS = Duration.ofSeconds(60);

  /** The client waits for an absent Kafka deaf to interrupts; a stop must not wait as long. */
  private static final Duration PARTITIONS_WITHIN = Duration.ofSeconds(2);

  private static final Duration RETRY = Duration.ofSeconds(2);
  private static final Duration STOP_WITHIN = Duration.ofSeconds(10);

  private final String name;
  private final Supplier<Consumer<byte[], byte[]>> consumers;
  private final List<String> topics;
  private final From from;
  private final Handler handler;
  private final Clock clock;
  private final Map<TopicPartition, Long> next = new HashMap<>();
  private final CountDownLatch stop = new CountDownLatch(1);
  private final Thread thread;
  private volatile @Nullable Consumer<byte[], byte[]> reading;
  private boolean begun;
  private @Nullable Map<TopicPartition, Long> ends;
  private boolean isCaughtUp;
  private boolean resting = true;

  /** Where to begin. */
  public sealed interface From {

    /** With what comes while somebody listens; the listener is called when reading begins. */
    record WhileHeard(Audience audience) implements From {}

    /** With the oldest that is kept. */
    record TheBeginning() implements From {}

    /** With what is no older than that. */
    record Ago(Duration age) implements From {}
  }

  /** Takes records in the order of each partition; always on the same thread. */
  @FunctionalInterface
  public interface Handler {

    /**
     * Takes one.
     *
     * @throws NotYetException it can't be taken yet: it comes again after a pause
     */
    void take(ConsumerRecord<byte[], byte[]> message);

    /** All that lay there when reading began has been taken. Called once. */
    default void caughtUp() {}
  }

  /** Something that a handler needs is away for now. */
  public static final class NotYetException extends RuntimeException {

    private static final long serialVersionUID = 1;

    public NotYetException(String message, Throwable cause) {
      super(message, cause);
    }
  }

  /**
   * A tail that does not read yet.
   *
   * @param consumers makes one that has no group, reads committed records and commits nothing
   */
  public TopicTail(
      String name,
      Supplier<Consumer<byte[], byte[]>> consumers,
      List<String> topics,
      From from,
      Handler handler,
      Clock clock) {
    this.name = name;
    this.consumers = consumers;
    this.topics = List.copyOf(topics);
    this.from = from;
    this.handler = handler;
    this.clock = clock;
    this.thread = new Thread(this::run, "tail-" + name);
    thread.setDaemon(true);
  }

  /** Begins to read. */
  public void start() {
    thread.start();
  }

  @Override
  public void close() {
    stop.countDown();
    Consumer<byte[], byte[]> here = reading;
    if (here != null) {
      // It may wait for a broker that is away.
      here.wakeup();
    }
    try {
      if (!thread.join(STOP_WITHIN)) {
        LOG.warn("tail {} did not stop within {}", name, STOP_WITHIN);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    try {
      while (stop.getCount() > 0) {
        try (Consumer<byte[], byte[]> consumer = consumers.get()) {
          reading = consumer;
          follow(consumer);
        } catch (InterruptException | WakeupException e) {
          return;
        } catch (KafkaException | NotYetException e) {
          LOG.warn("tail {} of {} is interrupted and tries again", name, topics, e);
          stop.await(RETRY.toMillis(), TimeUnit.MILLISECONDS);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void follow(Consumer<byte[], byte[]> consumer) throws InterruptedException {
    Set<TopicPartition> assigned = Set.of();
    Instant look = Instant.MIN;
    while (stop.getCount() > 0) {
      if (!clock.instant().isBefore(look)) {
        assigned = assign(consumer, assigned);
        look = clock.instant().plus(LOOK_FOR_PARTITIONS);
      }
      if (assigned.isEmpty()) {
        stop.await(RETRY.toMillis(), TimeUnit.MILLISECONDS);
        look = Instant.MIN;
        continue;
      }
      if (from instanceof From.WhileHeard heard && !isHeard(heard.audience(), consumer, assigned)) {
        continue;
      }
      for (ConsumerRecord<byte[], byte[]> message : consumer.poll(POLL)) {
        handler.take(message);
        next.put(new TopicPartition(message.topic(), message.partition()), message.offset() + 1);
      }
      lookWhetherCaughtUp(consumer, assigned);
    }
  }

  private void lookWhetherCaughtUp(
      Consumer<byte[], byte[]> consumer, Set<TopicPartition> assigned) {
    if (isCaughtUp) {
      return;
    }
    Map<TopicPartition, Long> before = ends;
    if (before == null) {
      before = consumer.endOffsets(assigned);
      ends = before;
    }
    if (before.entrySet().stream()
        .allMatch(end -> consumer.position(end.getKey()) >= end.getValue())) {
      isCaughtUp = true;
      handler.caughtUp();
    }
  }

  /** Whether somebody listens; goes to the end of all partitions when that begins. */
  private boolean isHeard(
      Audience audience, Consumer<byte[], byte[]> consumer, Set<TopicPartition> assigned)
      throws InterruptedException {
    if (!audience.await(POLL)) {
      resting = true;
      return false;
    }
    if (resting) {
      consumer.seekToEnd(assigned);
      assigned.forEach(partition -> next.put(partition, consumer.position(partition)));
      resting = false;
      audience.lookAgain();
    }
    return true;
  }

  private Set<TopicPartition> assign(
      Consumer<byte[], byte[]> consumer, Set<TopicPartition> assigned) {
    Set<TopicPartition> existing = new HashSet<>();
    for (String topic : topics) {
      consumer
          .partitionsFor(topic, PARTITIONS_WITHIN)
          .forEach(info -> existing.add(new TopicPartition(topic, info.partition())));
    }
    if (existing.equals(assigned)) {
      return assigned;
    }
    consumer.assign(existing);
    List<TopicPartition> fresh = new ArrayList<>();
    for (TopicPartition partition : existing) {
      Long offset = next.get(partition);
      if (offset != null) {
        consumer.seek(partition, offset);
      } else if (!assigned.contains(partition)) {
        fresh.add(partition);
      }
    }
    seek(consumer, fresh);
    return existing;
  }

  private void seek(Consumer<byte[], byte[]> consumer, List<TopicPartition> fresh) {
    if (fresh.isEmpty()) {
      return;
    }
    boolean late = begun;
    begun = true;
    switch (from) {
      case From.TheBeginning ignored -> consumer.seekToBeginning(fresh);
      case From.WhileHeard ignored when late -> consumer.seekToBeginning(fresh);
      case From.WhileHeard ignored -> consumer.seekToEnd(fresh);
      case From.Ago ago -> seekBack(consumer, fresh, clock.instant().minus(ago.age()));
    }
    // Settled now, so that a failure before the first record loses nothing that came meanwhile.
    fresh.forEach(partition -> next.put(partition, consumer.position(partition)));
  }

  private static void seekBack(
      Consumer<byte[], byte[]> consumer, List<TopicPartition> fresh, Instant since) {
    Map<TopicPartition, Long> asked = new HashMap<>();
    fresh.forEach(partition -> asked.put(partition, since.toEpochMilli()));
    Map<TopicPartition, OffsetAndTimestamp> found = consumer.offsetsForTimes(asked);
    for (TopicPartition partition : fresh) {
      OffsetAndTimestamp offset = found.get(partition);
      if (offset == null) {
        consumer.seekToEnd(List.of(partition));
      } else {
        consumer.seek(partition, offset.offset());
      }
    }
  }
}
