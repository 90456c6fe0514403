package renewals.notifier.senders.dispatch;

import java.time.Instant;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import renewals.v1.NoticeDue;
import renewals.v1.NoticeResult;
import renewals.v1.SendOutcome;

/**
 * What was tried lately, by this process or by whoever had its partition before: a notice that is
 * handed over again, because its answer came late or its offset wasn't committed, is not sent
 * again. Thread-safe.
 */
final class RecentResults {

  private static final int MOST = 20_000;

  /** What answers a try. One that was put off was none. */
  private static final Set<SendOutcome> ANSWERS =
      EnumSet.of(
          SendOutcome.DELIVERED, SendOutcome.FAILED, SendOutcome.REFUSED, SendOutcome.ACCEPTED);

  private final Map<String, SendResult> results = newest();

  /** When an attempt was put off last, as is on record. */
  private final Map<String, Instant> putOff = newest();

  private final Map<String, UnderWay> underWay = new HashMap<>();

  /** Who may try a notice that is taken up. */
  enum Turn {
    /** Whoever asks. */
    YOURS,
    /** Another has the same record, read before its partition was given up and came back. */
    SAME_RECORD,
    /** Another has an earlier record of the same attempt. */
    ANOTHER_RECORD
  }

  /** A record that was taken up, and whether it was read once more since. */
  private static final class UnderWay {
    private final TopicPartition partition;
    private final long offset;
    private boolean isReadAgain;

    UnderWay(TopicPartition partition, long offset) {
      this.partition = partition;
      this.offset = offset;
    }
  }

  /** A notice is taken up from there. Where it is the caller's turn {@link #end} must follow. */
  synchronized Turn begin(NoticeDue due, TopicPartition partition, long offset) {
    UnderWay other = underWay.putIfAbsent(keyOf(due), new UnderWay(partition, offset));
    if (other == null) {
      return Turn.YOURS;
    }
    if (!other.partition.equals(partition) || other.offset != offset) {
      return Turn.ANOTHER_RECORD;
    }
    other.isReadAgain = true;
    return Turn.SAME_RECORD;
  }

  /**
   * Its turn is over; whether its record was read again meanwhile, and waits for what came of it.
   */
  synchronized boolean end(NoticeDue due, SendResult result) {
    UnderWay ended = underWay.remove(keyOf(due));
    if (result.outcome() != SendOutcome.DEFERRED) {
      results.put(keyOf(due), result);
    }
    return ended != null && ended.isReadAgain;
  }

  private static <V> Map<String, V> newest() {
    return new LinkedHashMap<>() {
      private static final long serialVersionUID = 1L;

      @Override
      protected boolean removeEldestEntry(Map.Entry<String, V> eldest) {
        return size() > MOST;
      }
    };
  }

  /**
   * Whether it is on record that this handover was put off: whoever decides gives the notice out
   * once more, so a try now would be one too many. What was put off before it was handed over is an
   * earlier handover.
   */
  synchronized boolean isPutOff(NoticeDue due) {
    Instant at = putOff.get(keyOf(due));
    return at != null && !at.isBefore(due.getAt());
  }

  /** Takes note of what was published of a try; what this process knows of it stays. */
  synchronized void learn(NoticeResult published) {
    if (published.getOutcome() == SendOutcome.DEFERRED) {
      putOff.merge(
          keyOf(published.getNoticeId(), published.getCauseAt(), published.getAttempt()),
          published.getAt(),
          (one, other) -> one.isAfter(other) ? one : other);
    }
    if (ANSWERS.contains(published.getOutcome()) && published.getAttempt() > 0) {
      results.putIfAbsent(
          keyOf(published.getNoticeId(), published.getCauseAt(), published.getAttempt()),
          new SendResult(
              published.getOutcome(),
              published.getReason(),
              published.getNotBefore(),
              published.getReference()));
    }
  }

  /** What came of the same attempt before. */
  synchronized Optional<SendResult> of(NoticeDue due) {
    return Optional.ofNullable(results.get(keyOf(due)));
  }

  private static String keyOf(NoticeDue due) {
    return keyOf(due.getNoticeId(), due.getCauseAt(), due.getAttempt());
  }

  private static String keyOf(String noticeId, @Nullable Instant causeAt, int attempt) {
    return noticeId + "@" + causeAt + "#" + attempt;
  }
}
