package renewals.producer.reconcile.topic;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.RebalanceInProgressException;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import renewals.kit.Health;
import renewals.schemas.Topics;
import renewals.schemas.reconcile.ReconcileDue;
import renewals.schemas.wire.RegistryUnavailableException;

/**
 * Reads requests, and what is due of the same partitions: all of that before the first request and
 * before anybody is asked. A request counts as read once what is due of it stands in the topic, so
 * none is lost; one that is read again is known by then.
 *
 * <p>Long because partitions that come and go, room, and proofs that aren't known yet hold up the
 * same reading.
 */
final class RequestFollower implements ConsumerRebalanceListener, AutoCloseable {

  static final String REQUESTS = Topics.RENEWAL_REQUESTS.name();
  static final String DUE = Topics.RECONCILE_DUE.name();

  private static final String FULL =
      "as many renewals are followed as producer.reconcile.most lets: requests wait unread";

  private static final Logger LOG = LoggerFactory.getLogger(RequestFollower.class);
  private static final Duration POLL = Duration.ofMillis(500);
  private static final Duration PAUSE = Duration.ofSeconds(1);
  private static final Duration UNTIL_CLOSED = Duration.ofSeconds(10);
  private static final long ACK_SECONDS = 15;

  private final Supplier<Consumer<byte[], byte[]>> consumers;
  private final RequestReader requests;
  private final DueTable table;
  private final Appender appender;
  private final Runnable look;
  private final Map<TopicPartition, Long> unread = new HashMap<>();
  private final Thread following;
  private volatile Optional<Consumer<byte[], byte[]>> current = Optional.empty();
  private volatile String state = "what is due has not been read yet";
  private volatile boolean closed;
  private boolean isAssigned;

  /** Appends to what is due. */
  @FunctionalInterface
  interface Appender {
    /** Begins to, and tells the table where it stands; an empty one ends the renewal. */
    Future<?> append(int partition, String renewalId, Optional<ReconcileDue> due);
  }

  /**
   * A follower.
   *
   * @param requests reads those that are noted
   * @param look is run after each poll
   */
  RequestFollower(
      Supplier<Consumer<byte[], byte[]>> consumers,
      RequestReader requests,
      DueTable table,
      Appender appender,
      Runnable look) {
    this.consumers = consumers;
    this.requests = requests;
    this.table = table;
    this.appender = appender;
    this.look = look;
    this.following = Thread.ofPlatform().daemon().name("reconcile-due").unstarted(this::run);
  }

  void start() {
    following.start();
  }

  String state() {
    return state;
  }

  @Override
  public void close() {
    closed = true;
    current.ifPresent(Consumer::wakeup);
    try {
      following.join(UNTIL_CLOSED);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    while (!closed) {
      table.dropAll();
      unread.clear();
      isAssigned = false;
      try (Consumer<byte[], byte[]> consumer = consumers.get()) {
        current = Optional.of(consumer);
        consumer.subscribe(List.of(REQUESTS, DUE), this);
        while (!closed) {
          follow(consumer);
        }
      } catch (WakeupException | InterruptException e) {
        LOG.debug("requests are not followed any more");
      } catch (KafkaException e) {
        fails(e.getMessage());
      } catch (RuntimeException e) {
        LOG.error("requests can't be followed", e);
        fails(e.toString());
      }
      pause();
    }
  }

  private void fails(@Nullable String why) {
    state = "requests can't be followed: " + why;
    LOG.warn(state);
  }

  private void follow(Consumer<byte[], byte[]> consumer) {
    holdBack(consumer);
    ConsumerRecords<byte[], byte[]> records = consumer.poll(POLL);
    for (ConsumerRecord<byte[], byte[]> record : records) {
      if (record.topic().equals(DUE)) {
        DueReader.read(record, table);
      }
    }
    List<TopicPartition> read =
        unread.entrySet().stream()
            .filter(end -> consumer.position(end.getKey()) >= end.getValue())
            .map(Map.Entry::getKey)
            .toList();
    read.forEach(unread::remove);
    for (TopicPartition partition : records.partitions()) {
      if (partition.topic().equals(REQUESTS)) {
        noteRequests(consumer, partition, records.records(partition));
      }
    }
    if (isAssigned && unread.isEmpty()) {
      state = table.room() > 0 ? Health.READY : FULL;
      look.run();
    }
  }

  /** Beyond what there is room for requests stay in their topic, unread. */
  private void holdBack(Consumer<byte[], byte[]> consumer) {
    List<TopicPartition> requestsAfterDue =
        of(consumer.assignment(), REQUESTS).stream()
            .filter(one -> !unread.containsKey(new TopicPartition(DUE, one.partition())))
            .toList();
    if (table.room() > 0) {
      consumer.resume(requestsAfterDue);
    } else {
      consumer.pause(requestsAfterDue);
    }
  }

  /** Committed as far as they are noted; from what can't be read yet on they are read again. */
  private void noteRequests(
      Consumer<byte[], byte[]> consumer,
      TopicPartition partition,
      List<ConsumerRecord<byte[], byte[]>> records) {
    List<Future<?>> underWay = new ArrayList<>();
    long next = records.getFirst().offset();
    try {
      for (ConsumerRecord<byte[], byte[]> record : records) {
        requests
            .read(record)
            .filter(due -> table.await(record.partition(), due.renewalId()))
            .ifPresent(
                due ->
                    underWay.add(
                        appender.append(record.partition(), due.renewalId(), Optional.of(due))));
        next = record.offset() + 1;
      }
    } catch (RegistryUnavailableException | SpeakerUnknownException e) {
      LOG.warn("requests are read again later: {}", e.getMessage());
      consumer.seek(partition, next);
      pause();
    }
    await(underWay);
    try {
      consumer.commitSync(Map.of(partition, new OffsetAndMetadata(next)));
    } catch (CommitFailedException | RebalanceInProgressException e) {
      LOG.debug("{} is another instance's now, which reads these requests again", partition);
    }
  }

  private static void await(List<Future<?>> underWay) {
    try {
      for (Future<?> one : underWay) {
        one.get(ACK_SECONDS, TimeUnit.SECONDS);
      }
    } catch (ExecutionException | TimeoutException e) {
      throw new KafkaException("what is due was not taken", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptException(e);
    }
  }

  @Override
  public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
    Consumer<byte[], byte[]> consumer = current.orElseThrow();
    List<TopicPartition> due = of(partitions, DUE);
    due.forEach(partition -> table.take(partition.partition()));
    consumer.seekToBeginning(due);
    unread.putAll(consumer.endOffsets(due));
    consumer.pause(of(partitions, REQUESTS));
    isAssigned =
        of(partitions, REQUESTS).stream()
            .allMatch(one -> due.contains(new TopicPartition(DUE, one.partition())));
    if (!isAssigned) {
      fails("%s hasn't the partitions of %s: ./renewals topics".formatted(DUE, REQUESTS));
    }
  }

  @Override
  public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
    for (TopicPartition partition : of(partitions, DUE)) {
      unread.remove(partition);
      table.drop(partition.partition());
    }
  }

  private static List<TopicPartition> of(Collection<TopicPartition> partitions, String topic) {
    return partitions.stream().filter(partition -> partition.topic().equals(topic)).toList();
  }

  private void pause() {
    try {
      if (!closed) {
        Thread.sleep(PAUSE.toMillis());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      closed = true;
    }
  }
}
