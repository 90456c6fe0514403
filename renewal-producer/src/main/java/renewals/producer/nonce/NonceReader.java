package renewals.producer.nonce;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import renewals.kit.Health;

/**
 * Reads the topic of nonces, all partitions, from where it still matters; again after a failure.
 */
final class NonceReader implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(NonceReader.class);

  /** A nonce is kept for so long from a time that may lie five minutes ahead of its append. */
  private static final Duration BACK = UsedNonces.KEPT.plusMinutes(15);

  private static final Duration POLL = Duration.ofMillis(500);
  private static final Duration PAUSE = Duration.ofSeconds(1);

  private final String topic;
  private final Supplier<Consumer<byte[], byte[]>> consumers;
  private final NonceClaims claims;
  private final Clock clock;
  private final Thread reading;
  private volatile String state;
  private volatile boolean closed;

  NonceReader(
      String topic, Supplier<Consumer<byte[], byte[]>> consumers, NonceClaims claims, Clock clock) {
    this.topic = topic;
    this.consumers = consumers;
    this.claims = claims;
    this.clock = clock;
    this.state = "%s has not been read yet".formatted(topic);
    this.reading = Thread.ofPlatform().daemon().name("request-nonces").unstarted(this::run);
  }

  void start() {
    reading.start();
  }

  /** {@link Health#READY} once all has been read that was there, or why not. */
  String state() {
    return state;
  }

  @Override
  public void close() {
    closed = true;
    reading.interrupt();
  }

  private void run() {
    while (!closed) {
      try (Consumer<byte[], byte[]> consumer = consumers.get()) {
        read(consumer);
      } catch (InterruptException | WakeupException e) {
        LOG.debug("reading of {} ends", topic);
      } catch (KafkaException e) {
        fails("%s can't be read: %s".formatted(topic, e.getMessage()));
      }
      pause();
    }
  }

  private void read(Consumer<byte[], byte[]> consumer) {
    List<PartitionInfo> found = consumer.partitionsFor(topic);
    if (found == null || found.isEmpty()) {
      fails("topic %s is missing: create it with ./renewals topics".formatted(topic));
      return;
    }
    List<TopicPartition> partitions =
        found.stream().map(info -> new TopicPartition(topic, info.partition())).toList();
    consumer.assign(partitions);
    Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
    seek(consumer, partitions, ends);
    boolean ready = false;
    while (!closed) {
      for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
        note(record);
      }
      for (TopicPartition partition : partitions) {
        claims.readUpTo(partition.partition(), consumer.position(partition));
      }
      if (!ready && isThrough(consumer, ends)) {
        ready = true;
        state = Health.READY;
        LOG.info("{} was read, {} nonces are known", topic, claims.size());
      }
    }
  }

  private void seek(
      Consumer<byte[], byte[]> consumer,
      List<TopicPartition> partitions,
      Map<TopicPartition, Long> ends) {
    long since = clock.instant().minus(BACK).toEpochMilli();
    Map<TopicPartition, Long> times = new HashMap<>();
    partitions.forEach(partition -> times.put(partition, since));
    Map<TopicPartition, OffsetAndTimestamp> starts = consumer.offsetsForTimes(times);
    for (TopicPartition partition : partitions) {
      OffsetAndTimestamp start = starts.get(partition);
      Long end = ends.get(partition);
      consumer.seek(partition, start == null ? (end == null ? 0 : end) : start.offset());
    }
  }

  private static boolean isThrough(
      Consumer<byte[], byte[]> consumer, Map<TopicPartition, Long> ends) {
    return ends.entrySet().stream()
        .allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
  }

  private void note(ConsumerRecord<byte[], byte[]> record) {
    if (record.key() == null || record.value() == null) {
      return;
    }
    try {
      long created = Long.parseLong(new String(record.value(), StandardCharsets.US_ASCII));
      claims.add(NonceId.of(record.key()), created, record.offset());
    } catch (NumberFormatException e) {
      LOG.warn(
          "{}-{} offset {} holds no time: not written by an intake",
          topic,
          record.partition(),
          record.offset());
    }
  }

  private void fails(String why) {
    if (!why.equals(state)) {
      LOG.warn(why);
    }
    state = why;
    claims.failAll(why);
  }

  private void pause() {
    try {
      if (!closed) {
        Thread.sleep(PAUSE);
      }
    } catch (InterruptedException e) {
      LOG.debug("reading of {} ends", topic);
    }
  }
}
