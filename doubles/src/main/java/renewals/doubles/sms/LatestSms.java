package renewals.doubles.sms;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jsmpp.bean.SubmitSm;

/** The SMS that came in last, and to whom those went that were answered last. Thread-safe. */
final class LatestSms {

  private final int most;
  private final Deque<SubmitSm> untaken = new ArrayDeque<>();
  private final Map<String, String> numbers = new LinkedHashMap<>();

  /**
   * None yet.
   *
   * @param most so many are kept: where one more comes the oldest goes
   */
  LatestSms(int most) {
    this.most = most;
  }

  synchronized void came(SubmitSm sms) {
    if (untaken.size() == most) {
      untaken.removeFirst();
    }
    untaken.addLast(sms);
    notifyAll();
  }

  /** The oldest that nobody took. */
  synchronized SubmitSm take(int seconds) throws InterruptedException, TimeoutException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
    while (untaken.isEmpty()) {
      long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
      if (left <= 0) {
        throw new TimeoutException("no SMS came in");
      }
      wait(left);
    }
    return untaken.removeFirst();
  }

  synchronized int waiting() {
    return untaken.size();
  }

  /** It was taken under that id. */
  synchronized void answered(String id, SubmitSm sms) {
    numbers.put(id, sms.getDestAddress());
    if (numbers.size() > most) {
      numbers.remove(numbers.keySet().iterator().next());
    }
  }

  /** Whom the SMS of that id was for; empty where that isn't known, or not any more. */
  synchronized String numberOf(String id) {
    return numbers.getOrDefault(id, "");
  }
}
