package renewals.bench.load;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/**
 * {@link SlowSenders} as a process: how many and the port. Says {@value #CONNECTED} once all have
 * come, goes on until its input ends, which it does with its parent, and says in one line what
 * became of them.
 */
public final class SlowSendersMain {

  static final String CONNECTED = "connected";

  private static final Duration LOOK = Duration.ofMillis(20);

  private SlowSendersMain() {}

  /** See the class. */
  public static void main(String[] args) throws IOException {
    try (SlowSenders senders =
        new SlowSenders(Integer.parseInt(args[0]), Integer.parseInt(args[1]))) {
      while (!senders.haveAllCome()) {
        LockSupport.parkNanos(LOOK.toNanos());
      }
      System.out.println(CONNECTED);
      while (System.in.read() >= 0) {
        // the parent writes nothing: only the end says something
      }
      Duration cpu = ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO);
      System.out.println(new SlowCounts(senders.cutOff(), senders.longestHeld(), cpu).line());
    }
  }
}
