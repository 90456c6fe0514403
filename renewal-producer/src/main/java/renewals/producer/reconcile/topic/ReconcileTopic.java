package renewals.producer.reconcile.topic;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.GroupProtocol;
import org.apache.kafka.clients.consumer.RangeAssignor;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import renewals.kit.kafka.LastingProducer;
import renewals.kit.kafka.LossTellingConsumer;
import renewals.kit.kafka.UnreadLosses;
import renewals.kit.sandbox.ServiceClock;
import renewals.producer.callback.query.QueryFailedException;
import renewals.producer.reconcile.ReconcileMetrics;
import renewals.producer.reconcile.Reconciler;
import renewals.producer.reconcile.rules.ReconcileRules;
import renewals.schemas.reconcile.ReconcileDue;
import renewals.schemas.reconcile.ReconcileDueJson;
import renewals.schemas.wire.SchemaRegistry;

/**
 * Keeps in the topic {@code reconcile-due} who is due, and has the reconciler look after each in
 * time. One instance has each partition, of requests and of what is due alike.
 *
 * <p>Source: partners, "What a channel forgets to send".
 */
public final class ReconcileTopic implements AutoCloseable {

  /** The consumer group in which instances share the partitions. */
  public static final String GROUP = "renewal-producer-reconcile";

  private static final Logger LOG = LoggerFactory.getLogger(ReconcileTopic.class);
  private static final int MOST_AT_ONCE = 8;
  private static final Duration PATIENCE = Duration.ofSeconds(15);
  private static final Duration UNTIL_CLOSED = Duration.ofSeconds(5);

  private final Reconciler reconciler;
  private final Clock clock;
  private final DueTable table;
  private final LastingProducer<byte[], byte[]> producer;
  private final RequestFollower follower;
  private final Map<String, Turn> turns = new HashMap<>();

  /** Questions of one channel: one that hangs holds up no other. */
  private record Turn(Semaphore places, AtomicLong failed) {
    private Turn() {
      this(new Semaphore(MOST_AT_ONCE), new AtomicLong());
    }
  }

  private ReconcileTopic(
      Map<String, String> kafka,
      SchemaRegistry registry,
      RequestProofs proofs,
      Reconciler reconciler,
      MeterRegistry meters,
      ServiceClock time,
      int most) {
    this.reconciler = reconciler;
    this.clock = time.clock();
    this.table = new DueTable(reconciler.channelIds(), most);
    reconciler.channelIds().forEach(channelId -> turns.put(channelId, new Turn()));
    Map<String, Object> writing = new HashMap<>(kafka);
    writing.put(ProducerConfig.CLIENT_ID_CONFIG, GROUP);
    writing.put(ProducerConfig.ACKS_CONFIG, "all");
    writing.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, "true");
    writing.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, "5000");
    writing.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, "5000");
    writing.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, "10000");
    this.producer =
        new LastingProducer<>(
            () ->
                new KafkaProducer<>(writing, new ByteArraySerializer(), new ByteArraySerializer()));
    Map<String, Object> reading = new HashMap<>(kafka);
    reading.put(ConsumerConfig.CLIENT_ID_CONFIG, GROUP);
    reading.put(ConsumerConfig.GROUP_ID_CONFIG, GROUP);
    reading.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
    reading.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, "false");
    reading.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    // gives partitions of one number to one instance, which the newer protocol doesn't promise
    reading.put(ConsumerConfig.GROUP_PROTOCOL_CONFIG, GroupProtocol.CLASSIC.name());
    reading.put(ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG, RangeAssignor.class.getName());
    UnreadLosses losses = new UnreadLosses(List.of(RequestFollower.REQUESTS), meters, clock);
    this.follower =
        new RequestFollower(
            () -> new LossTellingConsumer(reading, losses, time),
            new RequestReader(registry, proofs, reconciler.channelIds()),
            table,
            this::append,
            this::look);
  }

  /**
   * Begins to follow. Kafka and the registry needn't be there yet.
   *
   * @param kafka the service's Kafka settings without the prefix {@code kafka.}
   * @param proofs whether who said a request may say it
   * @param most renewals that are followed here at once
   */
  public static ReconcileTopic open(
      Map<String, String> kafka,
      SchemaRegistry registry,
      RequestProofs proofs,
      Reconciler reconciler,
      ReconcileMetrics metrics,
      MeterRegistry meters,
      ServiceClock time,
      int most) {
    ReconcileTopic topic =
        new ReconcileTopic(kafka, registry, proofs, reconciler, meters, time, most);
    metrics.show(topic.table::count, topic.table::room);
    topic.follower.start();
    return topic;
  }

  /** {@link renewals.kit.Health#READY} while the topics are followed, or why they aren't. */
  public String state() {
    return follower.state();
  }

  /** Waits a moment for questions under way; what they would have told is asked again. */
  @Override
  public void close() {
    follower.close();
    long end = System.nanoTime() + UNTIL_CLOSED.toNanos();
    try {
      for (Turn turn : turns.values()) {
        if (!turn.places()
            .tryAcquire(MOST_AT_ONCE, end - System.nanoTime(), TimeUnit.NANOSECONDS)) {
          LOG.info("questions to a channel are under way and will be put again");
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    producer.close(PATIENCE);
  }

  /** Has those looked after whose time has come, each in a thread of its own. */
  private void look() {
    turns.forEach(
        (channelId, turn) -> {
          int most = turn.places().availablePermits();
          for (DueTable.Row row : table.due(channelId, clock.instant(), most)) {
            turn.places().acquireUninterruptibly();
            Thread unused =
                Thread.ofVirtual()
                    .name("reconcile")
                    .start(
                        () -> {
                          try {
                            look(row, turn);
                          } finally {
                            turn.places().release();
                          }
                        });
          }
        });
  }

  private void look(DueTable.Row row, Turn turn) {
    String renewalId = row.due().renewalId();
    try {
      Optional<ReconcileDue> next = reconciler.look(row.due());
      long failed = turn.failed().getAndSet(0);
      if (failed > 0) {
        LOG.info("channel {} answers again after {} failures", row.due().channelId(), failed);
      }
      if (table.isCurrent(row)) {
        append(row.partition(), renewalId, next).get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
      } else {
        table.postpone(row, clock.instant());
      }
    } catch (QueryFailedException | ExecutionException | TimeoutException | KafkaException e) {
      if (turn.failed().getAndIncrement() == 0) {
        LOG.warn(
            "renewal {} of channel {} is looked at again later, and so is what fails after it: {}",
            renewalId,
            row.due().channelId(),
            e.toString());
      }
      postpone(row);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      LOG.error("renewal {} could not be looked after", renewalId, e);
      postpone(row);
    }
  }

  private void postpone(DueTable.Row row) {
    Instant now = clock.instant();
    table.postpone(row, ReconcileRules.again(row.due(), now));
  }

  private Future<RecordMetadata> append(
      int partition, String renewalId, Optional<ReconcileDue> due) {
    return producer.send(
        new ProducerRecord<>(
            RequestFollower.DUE,
            partition,
            renewalId.getBytes(UTF_8),
            due.map(ReconcileDueJson::write).orElse(null)),
        (metadata, failure) -> {
          if (failure == null) {
            table.appended(partition, renewalId, metadata.offset());
          }
        });
  }
}
