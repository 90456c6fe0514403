package renewals.producer.nonce;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.record.TimestampType;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import renewals.kit.Health;

/** Reads the topic of nonces from where it still matters; again after a failure. */
final class NonceReader implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(NonceReader.class);

  private static final Duration POLL = Duration.ofMillis(500);
  private static final Duration GATHER = Duration.ofMillis(50);
  private static final Duration PAUSE = Duration.ofSeconds(1);

  private final String topic;
  private final Supplier<Consumer<String, byte[]>> consumers;
  private final NonceClaims claims;
  private final Thread reading;
  private volatile String state;
  private volatile boolean closed;

  /** Of the record that was read last; by one thread. */
  private boolean isStamped = true;

  NonceReader(String topic, Supplier<Consumer<String, byte[]>> consumers, NonceClaims claims) {
    this.topic = topic;
    this.consumers = consumers;
    this.claims = claims;
    this.state = "%s has not been read yet".formatted(topic);
    this.reading = Thread.ofPlatform().daemon().name("request-nonces").unstarted(this::run);
  }

  void start() {
    reading.start();
  }

  /** Has it read at once, if it lets records gather. */
  void readOn() {
    LockSupport.unpark(reading);
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
      try (Consumer<String, byte[]> consumer = consumers.get()) {
        read(consumer);
      } catch (InterruptException | WakeupException e) {
        LOG.debug("reading of {} ends", topic);
      } catch (KafkaException e) {
        fails("%s can't be read: %s".formatted(topic, e.getMessage()));
      } catch (RuntimeException e) {
        LOG.error("{} can't be read", topic, e);
        fails("%s can't be read: %s".formatted(topic, e));
      }
      pause();
    }
  }

  private void read(Consumer<String, byte[]> consumer) {
    List<PartitionInfo> found = consumer.partitionsFor(topic);
    if (found == null || found.isEmpty()) {
      fails("topic %s is missing: create it with ./renewals topics".formatted(topic));
      return;
    }
    TopicPartition partition = new TopicPartition(topic, ClaimWriter.PARTITION);
    consumer.assign(List.of(partition));
    long end = consumer.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
    OffsetAndTimestamp start =
        consumer.offsetsForTimes(Map.of(partition, claims.readFrom())).get(partition);
    consumer.seek(partition, start == null ? end : start.offset());
    boolean ready = false;
    while (!closed) {
      ConsumerRecords<String, byte[]> records = consumer.poll(POLL);
      for (ConsumerRecord<String, byte[]> record : records) {
        note(record);
      }
      claims.forgetOld();
      if (ready && !records.isEmpty()) {
        // what is on its way meanwhile comes together, unless somebody waits for it
        LockSupport.parkNanos(GATHER.toNanos());
      }
      if (!ready && consumer.position(partition) >= end) {
        ready = true;
        state = Health.READY;
        LOG.info("{} was read, {} nonces are known", topic, claims.size());
      }
    }
  }

  /** Of a record that isn't stamped by Kafka nobody can say when it was appended. */
  void note(ConsumerRecord<String, byte[]> record) {
    byte[] value = record.value();
    if (value == null) {
      return;
    }
    boolean stamped = record.timestampType() == TimestampType.LOG_APPEND_TIME;
    try {
      if (stamped) {
        claims.read(record.key(), value, record.offset(), record.timestamp());
      } else {
        claims.readUnstamped(record.key(), value, unstamped());
      }
      if (!stamped && isStamped) {
        LOG.error("signed requests are refused: {}", unstamped());
      }
      isStamped = stamped;
    } catch (IllegalArgumentException e) {
      LOG.warn(
          "{}-{} offset {} was not written by an intake: {}",
          topic,
          record.partition(),
          record.offset(),
          e.getMessage());
    }
  }

  private String unstamped() {
    return "%s isn't stamped on append, expected message.timestamp.type=LogAppendTime"
        .formatted(topic);
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
