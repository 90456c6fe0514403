package renewals.notifier.senders.dispatch;

import java.time.Instant;
import java.util.List;
import renewals.v1.NoticeResult;

/**
 * What was published of tries. Offsets of notices that are due are committed a moment after their
 * results, and not past one that is still under way: whoever takes a partition over reads what is
 * done already once more, and must not send it again.
 */
public interface AnsweredTries extends AutoCloseable {

  /**
   * The results of a partition's notices that were appended at a time or later, oldest first.
   *
   * @param appended when the first notice that is read was appended
   * @throws org.apache.kafka.common.KafkaException Kafka doesn't tell now
   * @throws renewals.schemas.wire.RegistryUnavailableException nor does the registry
   */
  List<NoticeResult> since(int partition, Instant appended);

  @Override
  void close();

  /** Nobody had the partitions before. */
  static AnsweredTries none() {
    return new AnsweredTries() {
      @Override
      public List<NoticeResult> since(int partition, Instant appended) {
        return List.of();
      }

      @Override
      public void close() {
        // there is nothing to close
      }
    };
  }
}
