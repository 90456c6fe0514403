package renewals.notifier.senders.dispatch;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import renewals.v1.NoticeDue;
import renewals.v1.SendOutcome;

/**
 * What this process tried lately: a notice that is handed over again, because its answer came late,
 * is not sent again. Thread-safe.
 */
final class RecentResults {

  private static final int MOST = 10_000;

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

  /** What came of the same attempt before. */
  synchronized Optional<SendResult> of(NoticeDue due) {
    return Optional.ofNullable(results.get(keyOf(due)));
  }

  private static String keyOf(NoticeDue due) {
    return "%s@%s#%d".formatted(due.getNoticeId(), due.getCauseAt(), due.getAttempt());
  }
}
