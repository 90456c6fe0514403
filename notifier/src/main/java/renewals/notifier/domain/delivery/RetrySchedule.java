package renewals.notifier.domain.delivery;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32;

/**
 * How long to wait after each failed try. Spread by a hash of notice and attempt and not by chance,
 * so that the same state always gives the same schedule.
 *
 * @param delays after the first, second, … failed try; one try more than there are delays
 */
public record RetrySchedule(List<Duration> delays) {

  /** As Standard Webhooks proposes: ten tries over three days. */
  public static final RetrySchedule STANDARD =
      new RetrySchedule(
          List.of(
              Duration.ofSeconds(5),
              Duration.ofMinutes(5),
              Duration.ofMinutes(30),
              Duration.ofHours(2),
              Duration.ofHours(5),
              Duration.ofHours(10),
              Duration.ofHours(14),
              Duration.ofHours(20),
              Duration.ofHours(24)));

  /** The spread to either side, in parts of a thousand. */
  private static final int SPREAD = 100;

  private static final int THOUSAND = 1000;

  public RetrySchedule {
    delays = List.copyOf(delays);
    if (delays.stream().anyMatch(delay -> delay.isNegative() || delay.isZero())) {
      throw new IllegalArgumentException("delays are " + delays + ", expected all above zero");
    }
  }

  /** How often a notice is tried before it is given up. */
  public int attempts() {
    return delays.size() + 1;
  }

  /**
   * The wait after a failed attempt (from 1), within a tenth of its delay; empty after the last.
   */
  public Optional<Duration> after(String noticeId, int attempt) {
    if (attempt > delays.size()) {
      return Optional.empty();
    }
    return Optional.of(spread(delays.get(attempt - 1), noticeId, attempt));
  }

  /** A delay moved by up to a tenth, always the same way for the same notice and count. */
  static Duration spread(Duration delay, String noticeId, int count) {
    CRC32 hash = new CRC32();
    hash.update((noticeId + '#' + count).getBytes(StandardCharsets.UTF_8));
    long parts = THOUSAND - SPREAD + hash.getValue() % (2 * SPREAD + 1);
    return delay.multipliedBy(parts).dividedBy(THOUSAND);
  }
}
