package renewals.faults.cluster;

import java.time.Duration;

/** How a connection that leads through a proxy is treated. */
public sealed interface Weather {

  /** Everything passes at once. */
  record Fair() implements Weather {}

  /** Everything passes, each piece so much later. */
  record Slow(Duration each) implements Weather {}

  /** Nothing passes, in one direction or both; what was sent arrives when the weather changes. */
  record Stalled(boolean requestsToo) implements Weather {}

  /** Connections break, and new ones are broken off at once. */
  record Cut() implements Weather {}

  /** Each connection gets HTTP's status 500 and ends. */
  record Answering500() implements Weather {}
}
