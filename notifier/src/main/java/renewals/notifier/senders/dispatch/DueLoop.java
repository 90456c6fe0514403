package renewals.notifier.senders.dispatch;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RebalanceInProgressException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import renewals.notifier.codec.avro.DeadReason;
import renewals.schemas.Topics;
import renewals.schemas.trace.TraceHeaders;
import renewals.schemas.wire.RegistryUnavailableException;
import renewals.schemas.wire.SchemaRegistry;
import renewals.schemas.wire.UnknownSchemaException;
import renewals.schemas.wire.UnreadableException;
import renewals.schemas.wire.WireReader;
import renewals.streams.record.DeadLetter;
import renewals.streams.record.DeadLetter.Cause;
import renewals.streams.record.DeadLetter.Stage;
import renewals.streams.record.SourceRecord;
import renewals.streams.record.TopicIds;
import renewals.v1.NoticeDue;

/** Reads what is due and commits what is done. One thread; nothing in it waits for a receiver. */
public final class DueLoop {

  private static final Logger LOG = LoggerFactory.getLogger(DueLoop.class);
  private static final Duration POLL = Duration.ofMillis(100);
  private static final long REST_NANOS = Duration.ofSeconds(1).toNanos();
  private static final long COMMIT_EVERY_NANOS = Duration.ofMillis(500).toNanos();

  /** Notices taken up at once; beyond that nothing is read until half of them are done. */
  private static final int MOST_OPEN = 10_000;

  private final Consumer<byte[], byte[]> consumer;
  private final TopicIds topics;
  private final WireReader<NoticeDue> reader;
  private final Dispatch dispatch;
  private final Handover handover;
  private final ResultPublisher publisher;
  private final OutOfOrderCommitTracker offsets;
  private final Clock clock;

  /** Partitions whose next record cannot be taken up until Kafka and the registry answer. */
  private final Set<TopicPartition> resting = new HashSet<>();

  private volatile boolean stopping;
  private long committedAt = System.nanoTime();
  private long restingSince;
  private boolean isHeldUp;
  private boolean isFull;

  public DueLoop(
      DueNotices due,
      SchemaRegistry registry,
      Dispatch dispatch,
      ResultPublisher publisher,
      OutOfOrderCommitTracker offsets,
      Clock clock) {
    this.consumer = due.consumer();
    this.topics = due.topics();
    this.reader = new WireReader<>(registry, new NoticeDue());
    this.dispatch = dispatch;
    this.handover = new Handover(due.answered(), dispatch, offsets);
    this.publisher = publisher;
    this.offsets = offsets;
    this.clock = clock;
  }

  /** Makes {@link #run} end. */
  public void stop() {
    stopping = true;
    consumer.wakeup();
  }

  /** Reads until stopped; then ends what is under way, commits and leaves the group. */
  public void run(Duration grace) {
    try {
      consumer.subscribe(List.of(Topics.NOTICES_DUE.name()), new Released());
      while (!stopping) {
        take(consumer.poll(POLL));
        balance();
        if (System.nanoTime() - committedAt >= COMMIT_EVERY_NANOS) {
          commit();
        }
      }
    } catch (WakeupException e) {
      if (!stopping) {
        throw e;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      end(grace);
    }
  }

  private void take(ConsumerRecords<byte[], byte[]> records) throws InterruptedException {
    for (TopicPartition partition : records.partitions()) {
      for (ConsumerRecord<byte[], byte[]> record : records.records(partition)) {
        if (stopping || !take(partition, record)) {
          consumer.seek(partition, record.offset());
          break;
        }
      }
    }
  }

  /** Whether the record was taken up; if not, it must be read again. */
  private boolean take(TopicPartition partition, ConsumerRecord<byte[], byte[]> record)
      throws InterruptedException {
    SourceRecord inbound = SourceRecord.of(record);
    try {
      handover.before(partition, inbound);
      if (inbound.isOversized()) {
        dead(partition, inbound, DeadReason.INVALID, "notice is larger than any of ours");
      } else if (record.value() == null) {
        dead(partition, inbound, DeadReason.INVALID, "value is null, expected a notice");
      } else {
        NoticeDue due = reader.read(record.value());
        dispatch.take(partition, record.offset(), due, TraceHeaders.of(record.headers()));
      }
      isHeldUp = false;
      return true;
    } catch (RegistryUnavailableException | RetriableException e) {
      rest(partition, e);
      return false;
    } catch (UnknownSchemaException e) {
      dead(partition, inbound, DeadReason.UNKNOWN_SCHEMA, String.valueOf(e.getMessage()));
      return true;
    } catch (UnreadableException e) {
      dead(partition, inbound, DeadReason.UNREADABLE, String.valueOf(e.getMessage()));
      return true;
    }
  }

  /** Reads nothing of the partition for a while; logged once for as long as that goes on. */
  private void rest(TopicPartition partition, RuntimeException why) {
    if (!isHeldUp) {
      LOG.warn("Notices wait for the schema registry or Kafka: {}", why.getMessage());
      isHeldUp = true;
    }
    resting.add(partition);
    restingSince = System.nanoTime();
  }

  private void dead(TopicPartition partition, SourceRecord record, DeadReason reason, String why)
      throws InterruptedException {
    LOG.warn("{} is {}: to the dead letters", record, reason);
    Instant now = clock.instant();
    DeadLetter letter =
        DeadLetter.of(record, new Cause(reason.name(), why, Stage.READ), topics, now);
    offsets.began(partition, record.offset());
    publisher.send(
        new ProducerRecord<>(
            Topics.DEAD_LETTERS.name(),
            null,
            now.toEpochMilli(),
            letter.key(),
            letter.value(),
            letter.headers()));
    offsets.ended(partition, record.offset());
  }

  /** Pauses what must not be read now, and resumes the rest. */
  private void balance() {
    int open = offsets.open();
    isFull = isFull ? open > MOST_OPEN / 2 : open >= MOST_OPEN;
    if (System.nanoTime() - restingSince >= REST_NANOS) {
      resting.clear();
    }
    Set<TopicPartition> held = isFull ? consumer.assignment() : resting;
    Set<TopicPartition> released = new HashSet<>(consumer.paused());
    released.removeAll(held);
    consumer.resume(released);
    consumer.pause(held);
  }

  private void commit() {
    committedAt = System.nanoTime();
    Map<TopicPartition, OffsetAndMetadata> committable = offsets.takeCommittable();
    if (committable.isEmpty()) {
      return;
    }
    try {
      consumer.commitSync(committable);
    } catch (CommitFailedException | RebalanceInProgressException | RetriableException e) {
      // what was done may be read again by another instance: the same id, so no harm but a repeat
      LOG.warn("Offsets not committed, will be tried again: {}", e.toString());
      offsets.forgetCommits();
    } catch (WakeupException e) {
      offsets.forgetCommits();
      throw e;
    }
  }

  private void end(Duration grace) {
    try {
      dispatch.stop(grace);
      commit();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (WakeupException e) {
      LOG.debug("Woken up while stopping");
      commit();
    } finally {
      consumer.close();
      handover.close();
    }
  }

  private final class Released implements ConsumerRebalanceListener {
    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {}

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
      handover.endTries(partitions);
      commit();
      release(partitions);
    }

    @Override
    public void onPartitionsLost(Collection<TopicPartition> partitions) {
      release(partitions);
    }

    private void release(Collection<TopicPartition> partitions) {
      offsets.release(partitions);
      resting.removeAll(partitions);
      handover.forget(partitions);
    }
  }
}
