package renewals.bench.delivery.receive;

import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Who notes what comes: another one in each round. Thread-safe. */
final class Taking {

  private final AtomicReference<@Nullable Arrivals> arrivals = new AtomicReference<>();

  void into(Arrivals fresh) {
    arrivals.set(fresh);
  }

  void notice(String noticeId) {
    Arrivals to = arrivals.get();
    if (to != null) {
      to.took(noticeId, System.currentTimeMillis());
    }
  }

  void renewal(int address, int renewal) {
    Arrivals to = arrivals.get();
    if (to != null) {
      to.tookFirstOf(address, renewal, System.currentTimeMillis());
    }
  }

  void renewal(String renewalId) {
    Arrivals to = arrivals.get();
    if (to != null) {
      to.tookFirstOf(renewalId, System.currentTimeMillis());
    }
  }
}
