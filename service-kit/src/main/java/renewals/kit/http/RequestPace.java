package renewals.kit.http;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * How fast requests must come.
 *
 * @param grace what a part may take in any case
 * @param leastRate bytes a second: what it may take longer
 * @param longest what it may take at most
 */
record RequestPace(Duration grace, long leastRate, Duration longest) {

  static final RequestPace USUAL =
      new RequestPace(Duration.ofSeconds(10), 1_000, Duration.ofSeconds(90));

  long nanosFor(long bytes) {
    long more = TimeUnit.SECONDS.toNanos(1) * Math.min(bytes, 1L << 30) / leastRate;
    return Math.min(grace.toNanos() + more, longest.toNanos());
  }
}
