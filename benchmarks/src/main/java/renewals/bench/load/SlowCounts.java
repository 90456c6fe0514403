package renewals.bench.load;

import java.time.Duration;

/**
 * What became of slow senders.
 *
 * @param cutOff how often one was cut off
 * @param held the longest that one held a connection
 * @param cpu what their process used of the processors, its start included
 */
public record SlowCounts(long cutOff, Duration held, Duration cpu) {

  /** Of no senders. */
  public static final SlowCounts NONE = new SlowCounts(0, Duration.ZERO, Duration.ZERO);

  String line() {
    return "%d %d %d".formatted(cutOff, held.toMillis(), cpu.toMillis());
  }

  static SlowCounts of(String line) {
    String[] figures = line.split(" ", 3);
    return new SlowCounts(
        Long.parseLong(figures[0]),
        Duration.ofMillis(Long.parseLong(figures[1])),
        Duration.ofMillis(Long.parseLong(figures[2])));
  }
}
