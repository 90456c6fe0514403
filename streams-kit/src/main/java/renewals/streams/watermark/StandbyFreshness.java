package renewals.streams.watermark;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Knows of which moment this instance's copies of state are. Every so often it notes the time and
 * asks up to where the changelogs are committed; once a copy has all up to there, it is at least as
 * new as that time. Kafka Streams' own lag does not show it: it counts the markers of transactions,
 * so under exactly-once it is never 0.
 */
public final class StandbyFreshness implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(StandbyFreshness.class);
  private static final long INTERVAL_MS = 500;
  private static final long ANSWER_WITHIN_MS = 10_000;

  /** What was committed a moment ago may not be in sight yet on all replicas. */
  private static final Duration REPLICATION_MARGIN = Duration.ofSeconds(1);

  private final String applicationId;
  private final Admin admin;
  private final Clock clock;
  private final Map<TopicPartition, Copy> copies = new ConcurrentHashMap<>();
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          work -> Thread.ofPlatform().name("standby-freshness").daemon().unstarted(work));

  /** One partition's copy; {@code applied} is written by the thread that feeds it. */
  private static final class Copy {
    private volatile long applied;
    private volatile Instant complete = Instant.MIN;
    private Instant asked = Instant.MIN;
    private long end = Long.MAX_VALUE;

    Copy(long applied) {
      this.applied = applied;
    }

    /** Takes a newer end only after the older one was reached: one is reached at some time. */
    void committed(long newerEnd, Instant at) {
      if (end == Long.MAX_VALUE) {
        end = newerEnd;
        asked = at;
      }
      if (applied >= end) {
        complete = applied >= newerEnd ? at : asked;
        end = Long.MAX_VALUE;
      }
    }
  }

  /**
   * A watch that has not begun.
   *
   * @param applicationId what the names of changelogs begin with
   * @param admin asked for ends; stays the caller's
   */
  public StandbyFreshness(String applicationId, Admin admin, Clock clock) {
    this.applicationId = applicationId;
    this.admin = admin;
    this.clock = clock;
  }

  /** Begins to ask. */
  public void start() {
    var unused =
        timer.scheduleWithFixedDelay(this::look, INTERVAL_MS, INTERVAL_MS, TimeUnit.MILLISECONDS);
  }

  /**
   * Of which moment the copy of a store's partition is; empty if nobody knows, or if this instance
   * has no copy of it.
   */
  public Optional<Instant> completeAt(String store, int partition) {
    String changelog = "%s-%s-changelog".formatted(applicationId, store);
    return Optional.ofNullable(copies.get(new TopicPartition(changelog, partition)))
        .map(copy -> copy.complete)
        .filter(complete -> complete.isAfter(Instant.MIN));
  }

  /** All before this offset is in place. */
  void applied(TopicPartition changelog, long before) {
    copies.computeIfAbsent(changelog, unseen -> new Copy(before)).applied = before;
  }

  /** These are fed no more, so nothing is known of them. */
  void forget(Collection<TopicPartition> changelogs) {
    copies.keySet().removeAll(changelogs);
  }

  /** Up to where a changelog was committed some time after this moment. */
  void committed(TopicPartition changelog, long end, Instant at) {
    Copy copy = copies.get(changelog);
    if (copy != null) {
      copy.committed(end, at);
    }
  }

  private void look() {
    Map<TopicPartition, OffsetSpec> asked = new HashMap<>();
    copies.keySet().forEach(changelog -> asked.put(changelog, OffsetSpec.latest()));
    if (asked.isEmpty()) {
      return;
    }
    Instant at = clock.instant().minus(REPLICATION_MARGIN);
    try {
      Map<TopicPartition, ListOffsetsResultInfo> ends =
          admin
              .listOffsets(asked, new ListOffsetsOptions(IsolationLevel.READ_COMMITTED))
              .all()
              .get(ANSWER_WITHIN_MS, TimeUnit.MILLISECONDS);
      ends.forEach((changelog, info) -> committed(changelog, info.offset(), at));
    } catch (ExecutionException | TimeoutException e) {
      // Copies grow old meanwhile and are shown no more; the next look asks again.
      LOG.warn("ends of the changelogs are not known: {}", e.toString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      LOG.warn("ends of the changelogs were not asked for", e);
    }
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }
}
