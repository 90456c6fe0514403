package renewals.producer.reconcile.topic;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import renewals.kit.Health;
import renewals.schemas.Topic;
import renewals.schemas.Topics;
import renewals.schemas.reconcile.ReconcileDue;
import renewals.schemas.reconcile.ReconcileDueJson;
import renewals.schemas.wire.WireWriter;
import renewals.testing.KnownSchemas;
import renewals.testing.Samples;
import renewals.v1.RenewalRequested;
import renewals.v1.ValidityPolicy;

/** Which requests are noted, and when there is room for them; ReconcileIT has the rest. */
class RequestFollowerTest {

  private static final TopicPartition REQUESTS = new TopicPartition(RequestFollower.REQUESTS, 0);
  private static final TopicPartition DUE = new TopicPartition(RequestFollower.DUE, 0);
  private static final long AT_MOST_SECONDS = 30;

  private final KnownSchemas registry = new KnownSchemas();
  private final Set<String> channels = Set.of("lakala-app");
  private final DueTable table = new DueTable(channels, 1);
  private final BlockingQueue<ReconcileDue> noted = new LinkedBlockingQueue<>();
  private final Semaphore rounds = new Semaphore(0);
  private final MockConsumer<byte[], byte[]> kafka = new MockConsumer<>("earliest");
  private final RequestFollower follower =
      new RequestFollower(
          () -> kafka,
          new RequestReader(registry, RequestProofs.OFF, channels),
          table,
          this::append,
          rounds::release);
  private long nextRequest;
  private long nextDue;

  @BeforeEach
  void start() {
    kafka.updateBeginningOffsets(Map.of(REQUESTS, 0L, DUE, 0L));
    kafka.updateEndOffsets(Map.of(REQUESTS, 0L, DUE, 0L));
    kafka.schedulePollTask(() -> kafka.rebalance(List.of(REQUESTS, DUE)));
    follower.start();
    assertThat(awaitRounds()).isTrue();
  }

  @AfterEach
  void stop() {
    follower.close();
  }

  @Test
  void shouldLeaveRequestsUnreadUntilThereIsRoomForThem() throws Exception {
    assertThat(follower.state()).isEqualTo(Health.READY);
    request("R-1");
    assertThat(nextNoted().renewalId()).isEqualTo("R-1");
    assertThat(awaitRounds()).isTrue();
    assertThat(follower.state()).contains("producer.reconcile.most");

    request("R-2");
    assertThat(awaitRounds()).isTrue();
    assertThat(noted).isEmpty();

    Future<?> ended = append(0, "R-1", Optional.empty());
    assertThat(ended).isDone();

    assertThat(nextNoted().renewalId()).isEqualTo("R-2");
  }

  @Test
  void shouldNoteTheTrueRequestBehindThoseThatActivationStreamRefuses() throws Exception {
    RenewalRequested invalid = Samples.request("R-1");
    invalid.setIccid("no card");
    RenewalRequested unknown = Samples.request("R-1");
    unknown.getPlan().setValidityPolicy(ValidityPolicy.OTHER);
    RenewalRequested stale = Samples.request("R-1");
    stale.setRequestedAt(Samples.NOW.minus(Duration.ofDays(91)));
    Headers large = new RecordHeaders().add("note", new byte[Topic.MAX_RECORD_BYTES]);

    request("R-9", Samples.request("R-1"), new RecordHeaders(), Samples.NOW);
    request("R-1", invalid, new RecordHeaders(), Samples.NOW);
    request("R-1", unknown, new RecordHeaders(), Samples.NOW);
    request("R-1", stale, new RecordHeaders(), Samples.NOW);
    request("R-1", Samples.request("R-1"), large, Samples.NOW);
    Instant atLast = Samples.NOW.plusSeconds(1);
    request("R-1", Samples.request("R-1"), new RecordHeaders(), atLast);

    assertThat(nextNoted().requestedAt()).isEqualTo(atLast);
  }

  private ReconcileDue nextNoted() throws InterruptedException {
    return Objects.requireNonNull(
        noted.poll(AT_MOST_SECONDS, TimeUnit.SECONDS), "nothing is noted");
  }

  /** Several: the one that is under way may have begun before. */
  private boolean awaitRounds() {
    rounds.drainPermits();
    try {
      return rounds.tryAcquire(4, AT_MOST_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private void request(String renewalId) {
    request(renewalId, Samples.request(renewalId), new RecordHeaders(), Samples.NOW);
  }

  private void request(String key, RenewalRequested request, Headers headers, Instant at) {
    byte[] value = WireWriter.of(registry, Topics.RENEWAL_REQUESTS, request).write(request);
    kafka.addRecord(record(REQUESTS, nextRequest++, key, value, headers, at));
  }

  private synchronized Future<?> append(
      int partition, String renewalId, Optional<ReconcileDue> due) {
    long offset = nextDue++;
    byte @Nullable [] value = due.map(ReconcileDueJson::write).orElse(null);
    kafka.addRecord(record(DUE, offset, renewalId, value, new RecordHeaders(), Samples.NOW));
    table.appended(partition, renewalId, offset);
    due.ifPresent(noted::add);
    return CompletableFuture.completedFuture(Instant.EPOCH);
  }

  private static ConsumerRecord<byte[], byte[]> record(
      TopicPartition partition,
      long offset,
      String key,
      byte @Nullable [] value,
      Headers headers,
      Instant at) {
    return new ConsumerRecord<>(
        partition.topic(),
        partition.partition(),
        offset,
        at.toEpochMilli(),
        TimestampType.LOG_APPEND_TIME,
        key.length(),
        value == null ? 0 : value.length,
        key.getBytes(UTF_8),
        value,
        headers,
        Optional.empty());
  }
}
