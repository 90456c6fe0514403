package renewals.notifier.senders.dispatch;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import renewals.streams.record.SourceRecord;

/**
 * What whoever had a partition before did of what is read again, learnt before its first record is
 * taken up; and what is under way as it becomes somebody else's ends before that. For one thread.
 */
final class Handover {

  private static final Logger LOG = LoggerFactory.getLogger(Handover.class);

  /** Whoever has the partition next waits for it as well. */
  private static final Duration TO_END = Duration.ofSeconds(5);

  private final AnsweredTries answered;
  private final Dispatch dispatch;
  private final OutOfOrderCommitTracker offsets;

  /** Partitions of which it is known. */
  private final Set<TopicPartition> known = new HashSet<>();

  Handover(AnsweredTries answered, Dispatch dispatch, OutOfOrderCommitTracker offsets) {
    this.answered = answered;
    this.dispatch = dispatch;
    this.offsets = offsets;
  }

  /**
   * A record is about to be taken up.
   *
   * @throws org.apache.kafka.common.KafkaException what was done before can't be known now
   * @throws renewals.schemas.wire.RegistryUnavailableException nor can it
   */
  void before(TopicPartition partition, SourceRecord record) {
    if (!known.contains(partition)) {
      dispatch.learn(
          answered.since(partition.partition(), Instant.ofEpochMilli(record.appendedAt())));
      known.add(partition);
    }
  }

  /** Somebody else will have them: no try begins there any more, and those under way end. */
  void endTries(Collection<TopicPartition> partitions) {
    try {
      if (!offsets.drain(partitions, TO_END)) {
        LOG.warn(
            "Tries take longer than {}: whoever has their partition next repeats them", TO_END);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Somebody else may have them now. */
  void forget(Collection<TopicPartition> partitions) {
    known.removeAll(partitions);
  }

  void close() {
    answered.close();
  }
}
