package renewals.streams.watermark;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import renewals.kit.sandbox.ServiceClock;

/**
 * Knows up to which moment everything that was appended to a partition's inputs has been read.
 *
 * <p>Every so often it notes the time and then asks for the end of each input partition. Once a
 * task has worked off all up to those ends, it has read whatever was appended before that time.
 * Records of a transaction that is still open count as appended, since they may still be committed.
 *
 * <p>Thread-safe: consumers tell it what was polled, tasks what is done, and a thread of its own
 * asks. Where Kafka gives no answer the watermark stands still, and so do deadlines: they fire
 * late, never early. Long because ends, places and watermarks are under one lock.
 */
public final class InputWatermark implements PartitionWatermarks, AutoCloseable {

  static final long NOWHERE = -1;

  private static final Logger LOG = LoggerFactory.getLogger(InputWatermark.class);
  private static final int SNAPSHOTS_KEPT = 64;
  private static final long INTERVAL_MS = 500;

  /** Who moves a clock waits for what falls due by that; its one broker has no replicas. */
  private static final long SANDBOX_INTERVAL_MS = 20;

  private static final long SANDBOX_MARGIN_MS = 50;

  /** An end is the high watermark: what was appended a moment ago may still be above it. */
  private static final long REPLICATION_MARGIN_MS = 1_000;

  private static final long ANSWER_WITHIN_MS = 10_000;

  private final Map<Enum<?>, Set<String>> inputs;
  private final Admin admin;
  private final Clock clock;
  private final ServiceClock time;
  private final long intervalMs;
  private final long marginMs;
  private final Map<TopicPartition, Reached> reached = new ConcurrentHashMap<>();

  /** Whoever last asked, by the inputs that it asked for: a task that is revived asks anew. */
  private final Map<Set<TopicPartition>, OfOnePartition> asking = new ConcurrentHashMap<>();

  private final Deque<Snapshot> snapshots = new ArrayDeque<>();
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          work -> Thread.ofPlatform().name("input-watermark").daemon().unstarted(work));

  /** Where the inputs ended, all of it asked well after {@code at}. */
  private record Snapshot(long at, Map<TopicPartition, Long> ends) {}

  /** How far one input partition has come; written by its stream thread only. */
  private static final class Reached {
    private volatile long position = NOWHERE;
    private volatile long lastPolled = NOWHERE;
    private volatile long lastDone = NOWHERE;

    /** Not forgotten when a task begins anew: whoever holds says so first. */
    private volatile long heldFrom = Long.MAX_VALUE;

    boolean isBeyond(long end) {
      return position >= end && (lastDone >= lastPolled || lastDone >= end - 1);
    }
  }

  /**
   * A watch over the inputs of a graph.
   *
   * @param inputs the topics behind each kind of inputs, internal ones too
   * @param gauge under which name it shows how far behind the deadlines are
   * @param admin asked for ends; stays the caller's
   * @param meters where it shows that
   */
  public InputWatermark(
      Map<? extends Enum<?>, Set<String>> inputs,
      String gauge,
      Admin admin,
      ServiceClock time,
      MeterRegistry meters) {
    this.inputs = Map.copyOf(inputs);
    this.admin = admin;
    this.time = time;
    this.clock = time.clock();
    this.marginMs = time.isOfSandbox() ? SANDBOX_MARGIN_MS : REPLICATION_MARGIN_MS;
    this.intervalMs = time.isOfSandbox() ? SANDBOX_INTERVAL_MS : INTERVAL_MS;
    Gauge.builder(gauge, this::secondsBehind)
        .description("How long ago the moment is up to which inputs are known to have been read")
        .baseUnit("seconds")
        .register(meters);
  }

  /** Of the partition of this instance that is furthest behind. */
  private double secondsBehind() {
    long now = clock.millis();
    long most = 0;
    for (OfOnePartition view : asking.values()) {
      most = Math.max(most, now - view.seenUpTo);
    }
    return most / 1000.0;
  }

  /** Begins to ask. */
  public void start() {
    var unused =
        timer.scheduleWithFixedDelay(this::look, intervalMs, intervalMs, TimeUnit.MILLISECONDS);
  }

  boolean cares(TopicPartition partition) {
    return inputs.values().stream().anyMatch(topics -> topics.contains(partition.topic()));
  }

  void polledRecord(TopicPartition partition, long offset) {
    if (cares(partition)) {
      of(partition).lastPolled = offset;
    }
  }

  void polledTo(TopicPartition partition, long position) {
    of(partition).position = position;
  }

  private Reached of(TopicPartition partition) {
    return reached.computeIfAbsent(partition, unseen -> new Reached());
  }

  private void look() {
    Map<TopicPartition, OffsetSpec> asked = new HashMap<>();
    reached.keySet().forEach(partition -> asked.put(partition, OffsetSpec.latest()));
    if (asked.isEmpty()) {
      return;
    }
    long upTo = askedUpTo();
    try {
      Map<TopicPartition, ListOffsetsResultInfo> answer =
          admin.listOffsets(asked).all().get(ANSWER_WITHIN_MS, TimeUnit.MILLISECONDS);
      Map<TopicPartition, Long> ends = new HashMap<>();
      answer.forEach((partition, info) -> ends.put(partition, info.offset()));
      found(upTo, ends);
    } catch (ExecutionException | TimeoutException e) {
      // Deadlines wait meanwhile; the next look asks again.
      LOG.warn("ends of the inputs are not known: {}", e.toString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      LOG.warn("ends of the inputs were not asked for", e);
    }
  }

  /** Up to what time ends that are asked for now hold all, in epoch milliseconds. */
  long askedUpTo() {
    return time.millisAgo(marginMs);
  }

  /** Where the inputs ended, asked for when that was {@link #askedUpTo}. */
  void found(long upTo, Map<TopicPartition, Long> ends) {
    keep(new Snapshot(upTo, ends));
  }

  private synchronized void keep(Snapshot snapshot) {
    snapshots.addFirst(snapshot);
    if (snapshots.size() > SNAPSHOTS_KEPT) {
      thinOut();
    }
  }

  /** Of the older half every second one goes, so that even a task far behind finds one. */
  private void thinOut() {
    Deque<Snapshot> kept = new ArrayDeque<>();
    int place = 0;
    for (Snapshot snapshot : snapshots) {
      if (place < SNAPSHOTS_KEPT / 2 || place % 2 == 0) {
        kept.addLast(snapshot);
      }
      place++;
    }
    snapshots.clear();
    snapshots.addAll(kept);
  }

  @Override
  public PartitionWatermark begin(Enum<?> kind, int partition) {
    Map<String, Reached> own = new HashMap<>();
    for (String topic : inputs.getOrDefault(kind, Set.of())) {
      Reached fresh = of(new TopicPartition(topic, partition));
      fresh.lastDone = NOWHERE;
      fresh.lastPolled = NOWHERE;
      fresh.position = NOWHERE;
      own.put(topic, fresh);
    }
    return new OfOnePartition(partition, own, clock.millis());
  }

  /**
   * Whether all is known to have been read that was appended to a partition's inputs before a
   * moment, by a task that works on it here.
   */
  public boolean hasReadUpTo(Enum<?> kind, int partition, Instant moment) {
    Set<String> topics = inputs.getOrDefault(kind, Set.of());
    return watermark(topics, partition) >= moment.toEpochMilli();
  }

  /**
   * Up to which moment all is known to have been read that was appended to a partition's inputs, by
   * a task that works on it here; empty while nobody knows.
   */
  public Optional<Instant> readUpTo(Enum<?> kind, int partition) {
    long millis = watermark(inputs.getOrDefault(kind, Set.of()), partition);
    return millis == Long.MIN_VALUE ? Optional.empty() : Optional.of(Instant.ofEpochMilli(millis));
  }

  private synchronized long watermark(Set<String> topics, int partition) {
    for (Snapshot snapshot : snapshots) {
      if (isReached(snapshot, topics, partition)) {
        return Math.min(snapshot.at(), heldFrom(topics, partition));
      }
    }
    return Long.MIN_VALUE;
  }

  private long heldFrom(Set<String> topics, int partition) {
    long first = Long.MAX_VALUE;
    for (String topic : topics) {
      first = Math.min(first, of(new TopicPartition(topic, partition)).heldFrom);
    }
    return first;
  }

  private boolean isReached(Snapshot snapshot, Set<String> topics, int partition) {
    for (String topic : topics) {
      TopicPartition input = new TopicPartition(topic, partition);
      Long end = snapshot.ends().get(input);
      Reached far = reached.get(input);
      if (end == null || far == null || !far.isBeyond(end)) {
        return false;
      }
    }
    return true;
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }

  /** The view of the task that has the partition. */
  private final class OfOnePartition implements PartitionWatermark {

    private final int partition;
    private final Map<String, Reached> own;
    private final Set<TopicPartition> inputs = new HashSet<>();
    private long confirmed = Long.MIN_VALUE;

    /** For those who watch: what is confirmed, and until something is, when the task began. */
    private volatile long seenUpTo;

    OfOnePartition(int partition, Map<String, Reached> own, long began) {
      this.partition = partition;
      this.own = own;
      this.seenUpTo = began;
      own.keySet().forEach(topic -> inputs.add(new TopicPartition(topic, partition)));
    }

    @Override
    public void done(String topic, long offset) {
      Reached input = own.get(topic);
      if (input != null) {
        input.lastDone = Math.max(input.lastDone, offset);
      }
    }

    @Override
    public void hold(long from) {
      own.values().forEach(input -> input.heldFrom = from);
    }

    @Override
    public long watermark() {
      confirmed = Math.max(confirmed, InputWatermark.this.watermark(own.keySet(), partition));
      seenUpTo = Math.max(seenUpTo, confirmed);
      asking.put(inputs, this);
      return confirmed;
    }

    @Override
    public void end() {
      asking.remove(inputs, this);
    }
  }
}
