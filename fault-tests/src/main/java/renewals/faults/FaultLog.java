package renewals.faults;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** Says what happens, with the time since the beginning. Thread-safe. */
final class FaultLog {

  private final PrintWriter out;
  private final long began = System.nanoTime();

  FaultLog(PrintWriter out) {
    this.out = out;
  }

  synchronized void say(String line) {
    out.printf(Locale.ROOT, "%5d s  %s%n", elapsed().toSeconds(), line);
    out.flush();
  }

  Duration elapsed() {
    return Duration.ofMillis(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began));
  }
}
