package renewals.bench.delivery;

import java.time.Duration;
import java.util.Locale;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import renewals.bench.delivery.judge.Endings;
import renewals.bench.delivery.judge.Follower;
import renewals.bench.delivery.receive.Arrivals;
import renewals.bench.load.BenchException;

/** Waits in a run, and says every ten seconds how it goes. */
final class Progress {

  private static final Duration EVERY = Duration.ofSeconds(10);

  private final NoticeWriter writer;
  private final Arrivals arrivals;
  private final Endings endings;
  private final Follower follower;
  private final Consumer<String> say;
  private final long began = System.nanoTime();

  Progress(
      NoticeWriter writer,
      Arrivals arrivals,
      Endings endings,
      Follower follower,
      Consumer<String> say) {
    this.writer = writer;
    this.arrivals = arrivals;
    this.endings = endings;
    this.follower = follower;
    this.say = say;
  }

  /** Waits until something holds, or nothing ends any more for so long. */
  void await(BooleanSupplier holds, Notifier notifier, Duration patience)
      throws InterruptedException {
    int ended = endings.count();
    long endedAt = System.nanoTime();
    while (!Wait.until(holds, EVERY)) {
      follower.mustFollow();
      if (!notifier.isAlive()) {
        throw new BenchException("the notifier ended by itself; its log file says why");
      }
      tell("");
      if (endings.count() != ended) {
        ended = endings.count();
        endedAt = System.nanoTime();
      } else if (System.nanoTime() - endedAt > patience.toNanos()) {
        return;
      }
    }
  }

  /** Says how it goes, and something more. */
  void tell(String more) {
    say.accept(
        String.format(
            Locale.ROOT,
            "%4d s: %d triggers written, %d notices received, %d ended%s",
            elapsed().toSeconds(),
            writer.written(),
            arrivals.count(),
            endings.count(),
            more));
  }

  Duration elapsed() {
    return Duration.ofNanos(System.nanoTime() - began);
  }
}
