package renewals.producer.nonce;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.errors.InterruptException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import renewals.client.UnavailableException;
import renewals.kit.kafka.LastingProducer;

/**
 * Writes claims into the topic, those of a moment together: the first goes at once, what comes in
 * the pause after it goes with the next record. A record and its reading cost about as much for a
 * hundred claims as for one. They go by the producer of events, so that they travel in the same
 * requests: a request costs the intake and Kafka more than all else about a nonce. Thread-safe.
 */
final class ClaimWriter implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(ClaimWriter.class);

  /**
   * All claims lie in one partition, whatever number the topic has: of two claims of a nonce one
   * must lie before the other.
   */
  static final int PARTITION = 0;

  /** From one record to the next. */
  static final Duration PAUSE = Duration.ofMillis(1);

  private static final Duration LOOK_ROUND = Duration.ofMillis(250);

  /** However long the producer of events may wait for Kafka ({@code kafka.max.block.ms}). */
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(10);
  private static final String ENDS = "the intake ends";

  private final String topic;
  private final LastingProducer<String, byte[]> producer;
  private final NonceClaims claims;
  private final Runnable readOn;
  private final Duration pause;
  private final String instance = UUID.randomUUID().toString();
  private final Duration patience;
  private final Thread writing;
  private final Thread watching;
  private final BlockingQueue<ClaimGroup.Member> gathered = new LinkedBlockingQueue<>();
  private volatile boolean closed;
  private long number;

  /**
   * A writer.
   *
   * @param producer acknowledged by all in-sync replicas; it is others', too, and stays open
   * @param readOn is run where a record has to be read back, as others may lie before it
   * @param pause from one record to the next
   */
  ClaimWriter(
      String topic,
      LastingProducer<String, byte[]> producer,
      NonceClaims claims,
      Runnable readOn,
      Duration pause) {
    this(topic, producer, claims, readOn, pause, PATIENCE);
  }

  /**
   * A writer.
   *
   * @param patience how long a claim waits for its outcome
   */
  ClaimWriter(
      String topic,
      LastingProducer<String, byte[]> producer,
      NonceClaims claims,
      Runnable readOn,
      Duration pause,
      Duration patience) {
    this.topic = topic;
    this.producer = producer;
    this.claims = claims;
    this.readOn = readOn;
    this.pause = pause;
    this.patience = patience;
    this.watching =
        Thread.ofPlatform().daemon().name("request-nonces-watch").unstarted(this::watch);
    this.writing = Thread.ofPlatform().daemon().name("request-nonces-writer").unstarted(this::run);
  }

  void start() {
    writing.start();
    watching.start();
  }

  /** Whether a claim is its nonce's first, as soon as that is known. */
  CompletableFuture<Boolean> add(NonceClaim claim) {
    ClaimGroup.Member member = new ClaimGroup.Member(claim);
    gathered.add(member);
    if (closed) {
      failGathered();
    }
    return member.outcome();
  }

  /** Writes what is gathered, and waits for what is on its way no longer than 10 s. */
  @Override
  public void close() {
    closed = true;
    watching.interrupt();
    try {
      boolean unused = writing.join(CLOSE_TIMEOUT);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    failGathered();
    claims.failAll(ENDS);
  }

  private void run() {
    try {
      CountDownLatch latest = new CountDownLatch(0);
      while (!closed || !gathered.isEmpty()) {
        ClaimGroup.Member first = gathered.poll(LOOK_ROUND.toMillis(), TimeUnit.MILLISECONDS);
        if (first != null) {
          latest = write(groupOf(first));
          LockSupport.parkNanos(pause.toNanos());
        }
      }
      boolean unused = latest.await(CLOSE_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      // whoever still comes is refused: nobody would answer him
      closed = true;
      failGathered();
    }
  }

  /** Beside the writer's thread, which the producer may hold up. */
  private void watch() {
    try {
      while (!closed) {
        Thread.sleep(LOOK_ROUND);
        failLate();
        claims.failOlderThan(patience);
      }
    } catch (InterruptedException e) {
      LOG.debug("claims are watched no more");
    }
  }

  private void failLate() {
    long now = System.nanoTime();
    ClaimGroup.Member oldest = gathered.peek();
    while (oldest != null && now - oldest.sinceNanos() > patience.toNanos()) {
      if (gathered.remove(oldest)) {
        oldest
            .outcome()
            .completeExceptionally(
                new UnavailableException("Kafka takes no nonces of signatures", null));
      }
      oldest = gathered.peek();
    }
  }

  private ClaimGroup groupOf(ClaimGroup.Member first) {
    ClaimGroup group = new ClaimGroup();
    group.add(first);
    List<ClaimGroup.Member> others = new ArrayList<>();
    int unused = gathered.drainTo(others, ClaimGroup.MOST - 1);
    others.forEach(group::add);
    return group;
  }

  private void failGathered() {
    for (ClaimGroup.Member member = gathered.poll(); member != null; member = gathered.poll()) {
      member.outcome().completeExceptionally(new UnavailableException(ENDS, null));
    }
  }

  /** Sends a group's record; counted down when Kafka has answered. */
  private CountDownLatch write(ClaimGroup group) {
    CountDownLatch answered = new CountDownLatch(1);
    String key = instance + "/" + ++number;
    byte[] value = group.bytes();
    claims.await(key, value, group);
    try {
      Future<RecordMetadata> unused =
          producer.send(
              new ProducerRecord<>(topic, PARTITION, key, value),
              (metadata, failure) -> {
                if (failure != null) {
                  claims.fail(key, notTaken(failure));
                } else if (claims.appended(key, metadata.offset(), metadata.timestamp())) {
                  readOn.run();
                }
                answered.countDown();
              });
    } catch (InterruptException e) {
      Thread.currentThread().interrupt();
      claims.fail(key, notTaken(e));
    } catch (RuntimeException e) {
      claims.fail(key, notTaken(e));
      answered.countDown();
    }
    return answered;
  }

  private static UnavailableException notTaken(Exception failure) {
    return new UnavailableException("Kafka did not take the nonce of the signature", failure);
  }
}
