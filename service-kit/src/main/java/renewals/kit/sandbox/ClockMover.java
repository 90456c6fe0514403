package renewals.kit.sandbox;

import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import renewals.kit.Settings;

/** Moves the clock of a sandbox on. Only the first move may set it back: {@link #demandNotPast}. */
public final class ClockMover implements AutoCloseable {

  private final KafkaProducer<byte[], byte[]> producer;
  private final SandboxClock clock;

  private ClockMover(KafkaProducer<byte[], byte[]> producer, SandboxClock clock) {
    this.producer = producer;
    this.clock = clock;
  }

  /** A mover of the clock that a sandbox with these settings has. */
  public static ClockMover open(Settings settings, ServiceClock clock) {
    return new ClockMover(producer(settings), clock.sandbox());
  }

  /**
   * Makes the topic of moves where it is missing, all of which are kept, and calls off one that was
   * announced and never made; a clock that reads it would wait for that one.
   *
   * @throws KafkaException it can't be made or written
   */
  public static void prepareTopic(Settings settings) throws InterruptedException {
    NewTopic topic =
        new NewTopic(SandboxClock.TOPIC, 1, (short) 1)
            .configs(
                Map.of(
                    TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG,
                    "LogAppendTime",
                    TopicConfig.RETENTION_MS_CONFIG,
                    "-1",
                    TopicConfig.RETENTION_BYTES_CONFIG,
                    "-1"));
    try (Admin admin = Admin.create(Map.copyOf(settings.below("kafka.")))) {
      admin.createTopics(List.of(topic)).all().get();
    } catch (ExecutionException e) {
      if (!(e.getCause() instanceof TopicExistsException)) {
        throw new KafkaException("the topic of the sandbox's clock can't be made", e);
      }
    }
    try (KafkaProducer<byte[], byte[]> producer = producer(settings)) {
      append(producer, ClockMoves.Said.calledOff());
    }
  }

  private static KafkaProducer<byte[], byte[]> producer(Settings settings) {
    Map<String, Object> properties = new HashMap<>(settings.below("kafka."));
    properties.put(ProducerConfig.ACKS_CONFIG, "all");
    return new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer());
  }

  /** What time it is in the sandbox. */
  public Instant now() {
    return clock.instant();
  }

  /** How often the clock has been moved. */
  public int moves() {
    return clock.moves();
  }

  /**
   * Demands that a move to that time would not set the clock back; a sandbox's first one may.
   *
   * @param now what time it is to be held against
   * @throws IllegalArgumentException it would
   */
  public void demandNotPast(Instant target, Instant now) {
    if (clock.moves() > 0 && target.isBefore(now)) {
      throw new IllegalArgumentException(
          "%s is past in the sandbox, expected no earlier than %s".formatted(target, now));
    }
  }

  /**
   * Moves the clock to that time, or where that has just passed leaves it; the move is in force
   * when this returns, and the services hear of it. Where it fails after it was announced, the
   * services' clocks wait for the next move, or for {@link #prepareTopic}.
   *
   * @return how many moves there are now
   * @throws KafkaException it can't be written
   */
  public synchronized int moveTo(Instant target) throws InterruptedException {
    append(producer, ClockMoves.Said.announced());
    long made = append(producer, ClockMoves.Said.made(target.toEpochMilli()));
    clock.at(Math.max(made + 1, Clock.systemUTC().millis()));
    return clock.moves();
  }

  /** Returns when it can be read, with the stamp that the broker gave it. */
  private static long append(KafkaProducer<byte[], byte[]> producer, byte[] said)
      throws InterruptedException {
    try {
      return producer
          .send(new ProducerRecord<>(SandboxClock.TOPIC, 0, null, said))
          .get()
          .timestamp();
    } catch (ExecutionException e) {
      throw new KafkaException("the move of the sandbox's clock can't be written", e);
    }
  }

  @Override
  public void close() {
    producer.close();
  }
}
