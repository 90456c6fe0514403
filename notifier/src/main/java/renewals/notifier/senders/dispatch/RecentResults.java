package renewals.notifier.senders.dispatch;

import java.time.Instant;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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

  /** What answers a try. One that was put off was none, and may be tried now. */
  private static final Set<SendOutcome> ANSWERS =
      EnumSet.of(
          SendOutcome.DELIVERED, SendOutcome.FAILED, SendOutcome.REFUSED, SendOutcome.ACCEPTED);

  private final Map<String, SendResult> results =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, SendResult> eldest) {
          return size() > MOST;
        }
      };
  private final Set<String> underWay = new HashSet<>();

  /** Whether the caller may try it now; false while another does. */
  synchronized boolean begin(NoticeDue due) {
    return underWay.add(keyOf(due));
  }

  synchronized void end(NoticeDue due, SendResult result) {
    underWay.remove(keyOf(due));
    if (result.outcome() != SendOutcome.DEFERRED) {
      results.put(keyOf(due), result);
    }
  }

  /** Takes note of what was published of a try; what this process knows of it stays. */
  synchronized void learn(NoticeResult published) {
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
    return "%s@%s#%d".formatted(noticeId, causeAt, attempt);
  }
}
