package renewals.streams.runtime;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/** How many stream threads died lately: a few are replaced, more mean that something is wrong. */
final class ThreadDeaths {

  static final int MOST = 10;
  static final Duration LATELY = Duration.ofMinutes(10);

  private final Clock clock;
  private final ArrayDeque<Instant> deaths = new ArrayDeque<>();
  private @Nullable Throwable first;

  ThreadDeaths(Clock clock) {
    this.clock = clock;
  }

  /** Counts a death. Errors of the JVM itself are never worth another try. */
  synchronized boolean mayReplace(Throwable cause) {
    Instant now = clock.instant();
    while (!deaths.isEmpty() && deaths.getFirst().isBefore(now.minus(LATELY))) {
      deaths.removeFirst();
    }
    if (deaths.isEmpty()) {
      first = cause;
    }
    deaths.add(now);
    return deaths.size() <= MOST && !(cause instanceof VirtualMachineError);
  }

  /** The first of the deaths that count. */
  synchronized Throwable first() {
    Throwable known = first;
    return known == null ? new IllegalStateException("streams stopped without a cause") : known;
  }
}
