package renewals.notifier.senders.dispatch;

import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;
import renewals.streams.record.SourceRecord;

/**
 * What whoever had a partition before did of what is read again, learnt before its first record is
 * taken up. For one thread.
 */
final class Handover {

  private final AnsweredTries answered;
  private final Dispatch dispatch;

  /** Partitions of which it is known. */
  private final Set<TopicPartition> known = new HashSet<>();

  Handover(AnsweredTries answered, Dispatch dispatch) {
    this.answered = answered;
    this.dispatch = dispatch;
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

  /** Somebody else may have them now. */
  void gaveUp(Collection<TopicPartition> partitions) {
    known.removeAll(partitions);
  }

  void close() {
    answered.close();
  }
}
