package renewals.notifier.runtime;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import renewals.notifier.topology.ReadProgress;
import renewals.schemas.Topics;

/**
 * How far the inputs have been read, looked up for partitions that ask. Everything appended before
 * a look has been read once the group has committed the ends that the look found; what lies between
 * the two, but holds no record (marks of transactions), counts as read.
 */
public final class InputProgress implements ReadProgress, AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(InputProgress.class);
  private static final Duration EVERY = Duration.ofSeconds(1);
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final Duration POLL = Duration.ofMillis(200);
  private static final int MOST_POLLS = 10;

  private static final List<String> INPUTS =
      List.of(
          Topics.MERCHANT_CONTACTS.name(),
          Topics.RENEWAL_ACTIVATIONS.name(),
          Topics.RENEWAL_UPDATES.name(),
          Topics.NOTICE_RESULTS.name());

  private final Admin admin;
  private final Consumer<byte[], byte[]> consumer;
  private final String groupId;
  private final Clock clock;
  private final List<String> topics;
  private final Map<Integer, Instant> wantedSince = new ConcurrentHashMap<>();
  private final Map<Integer, Instant> readUpTo = new ConcurrentHashMap<>();
  private final Map<Integer, Look> looks = new HashMap<>();
  private final Thread thread;
  private volatile boolean stopping;

  /** The ends of a partition's inputs at a time. */
  private record Look(Instant at, Map<TopicPartition, Long> ends) {}

  /**
   * A look-up that is not started.
   *
   * @param admin closed by its owner
   * @param consumer of no group, read_committed; closed here
   * @param groupId the group that reads the inputs
   * @param meters where it shows how long deadlines wait for it
   */
  public InputProgress(
      Admin admin,
      Consumer<byte[], byte[]> consumer,
      String groupId,
      Clock clock,
      MeterRegistry meters) {
    this.admin = admin;
    this.consumer = consumer;
    this.groupId = groupId;
    this.clock = clock;
    this.topics = new ArrayList<>(INPUTS);
    this.topics.add(groupId + "-moved-repartition");
    this.thread = Thread.ofPlatform().daemon().name("input-progress").unstarted(this::run);
    Gauge.builder("renewals.notifier.deadlines.behind", this::secondsWaited)
        .description("How long a due time has waited for inputs to be known to have been read")
        .baseUnit("seconds")
        .register(meters);
  }

  /** Begins answering. */
  public void start() {
    thread.start();
  }

  @Override
  public Instant readUpTo(int partition, Instant due) {
    Instant known = readUpTo.getOrDefault(partition, Instant.EPOCH);
    if (known.isBefore(due)) {
      wantedSince.putIfAbsent(partition, clock.instant());
    }
    return known;
  }

  @Override
  public void close() {
    stopping = true;
    thread.interrupt();
    try {
      thread.join(PATIENCE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private double secondsWaited() {
    Instant now = clock.instant();
    return wantedSince.values().stream()
            .mapToLong(since -> Duration.between(since, now).toMillis())
            .max()
            .orElse(0)
        / 1000.0;
  }

  private void run() {
    try (consumer) {
      while (!stopping) {
        Thread.sleep(EVERY);
        lookOnce();
      }
    } catch (InterruptedException | InterruptException e) {
      LOG.debug("Stopped");
    }
  }

  private void lookOnce() throws InterruptedException {
    try {
      for (int partition : Set.copyOf(wantedSince.keySet())) {
        look(partition);
      }
    } catch (ExecutionException | TimeoutException | KafkaException e) {
      LOG.warn("Cannot tell how far inputs are read, deadlines wait: {}", e.toString());
    }
  }

  /**
   * Each partition has one look open until all of it is read; only then is a newer one worth it.
   */
  private void look(int partition)
      throws InterruptedException, ExecutionException, TimeoutException {
    Look look = looks.get(partition);
    if (look == null) {
      Instant at = clock.instant();
      look = new Look(at, ends(partition));
      looks.put(partition, look);
    }
    if (isRead(look)) {
      readUpTo.put(partition, look.at());
      looks.remove(partition);
      wantedSince.remove(partition);
    }
  }

  /** Records of an open transaction are appended too: once it commits, they have their old time. */
  private Map<TopicPartition, Long> ends(int partition)
      throws InterruptedException, ExecutionException, TimeoutException {
    Map<TopicPartition, OffsetSpec> asked = new HashMap<>();
    topics.forEach(topic -> asked.put(new TopicPartition(topic, partition), OffsetSpec.latest()));
    Map<TopicPartition, ListOffsetsResultInfo> found =
        admin
            .listOffsets(asked, new ListOffsetsOptions(IsolationLevel.READ_UNCOMMITTED))
            .all()
            .get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    Map<TopicPartition, Long> ends = new HashMap<>();
    found.forEach((input, info) -> ends.put(input, info.offset()));
    return ends;
  }

  private boolean isRead(Look look)
      throws InterruptedException, ExecutionException, TimeoutException {
    Map<TopicPartition, OffsetAndMetadata> committed =
        admin
            .listConsumerGroupOffsets(groupId)
            .partitionsToOffsetAndMetadata()
            .get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    Map<TopicPartition, Long> open = new HashMap<>();
    look.ends()
        .forEach(
            (input, end) -> {
              OffsetAndMetadata done = committed.get(input);
              if (done == null || done.offset() < end) {
                open.put(input, done == null ? -1 : done.offset());
              }
            });
    return open.isEmpty() || holdNoRecord(open, look.ends());
  }

  private boolean holdNoRecord(Map<TopicPartition, Long> from, Map<TopicPartition, Long> ends) {
    consumer.assign(from.keySet());
    from.forEach(
        (input, offset) -> {
          if (offset < 0) {
            consumer.seekToBeginning(List.of(input));
          } else {
            consumer.seek(input, offset);
          }
        });
    Set<TopicPartition> open = new HashSet<>(from.keySet());
    for (int polls = 0; polls < MOST_POLLS && !open.isEmpty(); polls++) {
      boolean unread =
          consumer.poll(POLL).partitions().stream().anyMatch(input -> from.containsKey(input));
      if (unread) {
        return false;
      }
      open.removeIf(input -> consumer.position(input, PATIENCE) >= endOf(input, ends));
    }
    return open.isEmpty();
  }

  private static long endOf(TopicPartition input, Map<TopicPartition, Long> ends) {
    Long end = ends.get(input);
    return end == null ? 0 : end;
  }
}
